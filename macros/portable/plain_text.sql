{#
    HTML to plain text: a block ends a line, other tags go, the entities that
    publishers use are decoded. Text without a tag or an entity passes through.
#}
{% macro plain_text(expression) %}
    {{- return(adapter.dispatch('plain_text')(expression)) -}}
{% endmacro %}

{% macro default__plain_text(expression) -%}
    {%- set entities = [
        ('&nbsp;', ' '), ('&#160;', ' '), ('&#39;', "''"), ('&#039;', "''"),
        ('&#x27;', "''"), ('&rsquo;', "''"), ('&lsquo;', "''"), ('&apos;', "''"),
        ('&quot;', '"'), ('&laquo;', '«'), ('&raquo;', '»'), ('&eacute;', 'é'),
        ('&Eacute;', 'É'), ('&egrave;', 'è'), ('&ecirc;', 'ê'), ('&agrave;', 'à'),
        ('&acirc;', 'â'), ('&ccedil;', 'ç'), ('&icirc;', 'î'), ('&ocirc;', 'ô'),
        ('&ucirc;', 'û'), ('&ugrave;', 'ù'), ('&oelig;', 'œ'), ('&euro;', '€'),
        ('&ndash;', '–'), ('&mdash;', '—'), ('&hellip;', '…'), ('&bull;', '•'),
        ('&#233;', 'é'), ('&#232;', 'è'), ('&#234;', 'ê'), ('&#224;', 'à'),
        ('&#231;', 'ç'), ('&#8217;', "''"),
        ('&lt;', '<'), ('&gt;', '>'), ('&amp;', '&'),
    ] -%}
    {%- set text = namespace(sql=(
        "regexp_replace(regexp_replace(" ~ expression
        ~ ", '<(br|/p|/li|/h[1-6]|/div|/ul|li)[^<>]*>', E'\\n', 'gi'), "
        ~ "'<[^<>]*>', ' ', 'g')"
    )) -%}
    {%- for entity, character in entities -%}
        {%- set text.sql = (
            "replace(" ~ text.sql ~ ", '" ~ entity ~ "', '" ~ character ~ "')"
        ) -%}
    {%- endfor -%}
    case
        when {{ expression }} ~ '[<&]' then btrim({{ text.sql }})
        else {{ expression }}
    end
{%- endmacro %}

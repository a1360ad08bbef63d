{#
    HTML to plain text: a block ends a line, other tags go, the entities that
    publishers use are decoded. Text without a tag or an entity passes through.
#}
{% macro plain_text(expression) %}
    {{- return(adapter.dispatch('plain_text')(expression)) -}}
{% endmacro %}

{% macro default__plain_text(expression) -%}
    {%- set entities = [
        ('&nbsp;', ' '), ('&#160;', ' '), ('&#39;', "''"), ('&#x27;', "''"),
        ('&rsquo;', "''"), ('&apos;', "''"), ('&quot;', '"'), ('&eacute;', 'é'),
        ('&egrave;', 'è'), ('&agrave;', 'à'), ('&lt;', '<'), ('&gt;', '>'),
        ('&amp;', '&'),
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

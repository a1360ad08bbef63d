{#
    A text in one spelling of money: lower case, "38k" for thousands, "€" for
    euros, "45000.5" for a number.
#}
{% macro salary_spelling(expression) %}
    {%- set steps = [
        ('&(?:nbsp|#160|#xa0);', ' '),
        ('(^|[^0-9k ] ?)€ ?([0-9](?:[0-9., ]*[0-9])?k?)', '\\1\\2€'),
        ('([0-9]) *k ?(?:€|euros?|eur|e)(?![a-zéè])', '\\1k€'),
        ('([0-9]) k(?![a-z0-9])', '\\1k'),
        ('([0-9]) ?(?:€|euros?|eur)(?![a-zéè])', '\\1€'),
        ('([0-9])[ .,]+([0-9]{3})(?![0-9])', '\\1\\2'),
        ('([0-9]),([0-9]{1,2})(?![0-9])', '\\1.\\2'),
        ('([0-9]{4}), ([0-9]{2}€)', '\\1.\\2'),
        ('([0-9]k?€?) *\\n *(et|à|to) ?([0-9])', '\\1 \\2 \\3'),
    ] -%}
    {%- set text = namespace(
        sql="lower(translate(" ~ expression ~ ", E'\\u00a0\\u202f¿\\t', '    '))"
    ) -%}
    {%- for written, spelled in steps -%}
        {%- set text.sql = (
            "regexp_replace(" ~ text.sql ~ ", '" ~ written ~ "', '"
            ~ spelled ~ "', 'g')"
        ) -%}
    {%- endfor -%}
    {{ text.sql }}
{%- endmacro %}

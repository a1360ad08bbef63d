{# A truth value at a path of a JSON column; null when it is not one. #}
{% macro json_boolean(column) -%}
    case lower({{ json_text(column, *varargs) }})
        when 'true' then true
        when 'false' then false
    end
{%- endmacro %}

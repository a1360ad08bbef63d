{#
    The HTML entities that publishers use as the characters that they stand for, also
    where they were escaped twice: an ampersand's comes first, and again.
#}
{% macro unescaped(expression) -%}
    {%- set entities = [
        ('amp', '38', '&'), ('amp', '38', '&'), ('lt', '60', '<'), ('gt', '62', '>'),
        ('nbsp', '160', ' '), ('quot', '34', '"'), ('apos', '39', "''"),
        ('apos', '039', "''"), ('apos', 'x27', "''"), ('nbsp', 'xa0', ' '),
        ('rsquo', '8217', "''"), ('lsquo', '8216', "''"), ('euro', '8364', '€'),
        ('eacute', '233', 'é'), ('egrave', '232', 'è'), ('ecirc', '234', 'ê'),
        ('euml', '235', 'ë'), ('agrave', '224', 'à'), ('acirc', '226', 'â'),
        ('ccedil', '231', 'ç'), ('icirc', '238', 'î'), ('iuml', '239', 'ï'),
        ('ocirc', '244', 'ô'), ('ucirc', '251', 'û'), ('ugrave', '249', 'ù'),
        ('oelig', '339', 'œ'), ('Eacute', '201', 'É'), ('Egrave', '200', 'È'),
        ('Ecirc', '202', 'Ê'), ('Agrave', '192', 'À'), ('Ccedil', '199', 'Ç'),
        ('laquo', '171', '«'), ('raquo', '187', '»'), ('bull', '8226', '•'),
        ('middot', '183', '·'), ('hellip', '8230', '…'), ('ndash', '8211', '–'),
        ('mdash', '8212', '—'),
    ] -%}
    {%- set text = namespace(sql=expression) -%}
    {%- for name, number, character in entities -%}
        {%- set text.sql = (
            "replace(replace(" ~ text.sql ~ ", '&" ~ name ~ ";', '" ~ character
            ~ "'), '&#" ~ number ~ ";', '" ~ character ~ "')"
        ) -%}
    {%- endfor -%}
    {{- text.sql -}}
{%- endmacro %}

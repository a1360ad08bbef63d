{#
    How a product's name of one word begins that some write with a capital in its
    middle: "DataDog" is "Datadog".
#}
{% macro name_heads() -%}
    '^(vm|py|sage|net|cyber|power|post|team|ni|open|quick|vx|data|red|pf|air|storm|terra|top|watch|archi|bit|cat|centre|cloud|comm|crowd|fire|forti|ip|key|lake|lang|git|graph|java|type|mongo|micro|web|prox|share|sales|service|big|elastic|kube|hash|work|one)(?=[a-z]{3,}$)'
{%- endmacro %}

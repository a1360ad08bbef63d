{#
    Whether a sentence, in the words of `skill_words`, tells the reader what to
    do or to know. It asks so in a section on the employer or on benefits too:
    such a section seldom says where it ends. It begins with a verb of work, or
    its noun, or with what is to be known, or turns to the reader by a verb of
    knowing or of doing. "Gérer" and "opérer" are as `skill_stems` leaves them.
#}
{% macro gives_task(sentence) -%}
    {%- set beginnings = [
        '(?!notre|votre|autre|centre|entre|offre|titre|cadre|libre|hier|tir|part|leader|server|manager|engineer|developer|voir|venir|avoir|savoir pour|rejoindre|integrer|beneficier|profiter|evoluer|decouvrir|rencontrer|travailler|partager|grandir|postuler|vivre|faire partie|passer|trouver)[a-z]{2,}(?:[^i]er|ier(?= (?:le|la|et|son|ce))|ir|re)', 'ger', 'oper',
        'redaction', 'realisation', 'conception', 'administration', 'maintenance', 'installation', 'supervision', 'definition', 'industrialisation', 'deploiement', 'automatisation',
        '(?:tre |bonne |parfaite |excellente |solide |forte )*(?:maitrise|connaissance|comprehension|experience|competence|expertise|diplome|titulaire|permi|habilitation|aisance)',
        '(?:vo |tes |votre |ta |our |notre |nos |tech )*(?:mission|responsabilite|stack|techno|environnement technique|tech stack|niveau)',
    ] -%}
    {%- set turns = [
        '(?:vou|tu) (?:aver |as |ete |es |ser |sera )?(?:deja |bien |parfaitement |ainsi |a )*(?:maitris|connai|dispos|possed|justifi|saver|sais|devr?er|doi|interven|intervien|charge|responsable|amene|capable|familier|aise|utilis|titulaire|diplome|developpe|assur|particip|contribu|realis|effectu|ger |garanti|encadr|anim|redig|install|configur|administr|pilot|analyser|collabor)',
        '(?:vou aver|tu as|vos|tes) (?:bonne |solide |forte |premiere |deja )*(?:experience|connaissance|competence|expertise|notion|base)',
        '(?:nou|on) (?:recherch|cherch|voulon|recrut|attend)',
        'tant que ', 'votre (?:mission|role)', 'bon niveau', 'aura pour mission',
    ] -%}
    {#- Words that a turn cannot do without; to look for them first is cheap. -#}
    {%- set cues = [' vou ', ' tu ', ' vos ', ' tes ', ' nou ', ' on ', ' tant ', ' votre ', ' bon niveau', ' aura '] -%}
    (
        {{ sentence }} ~ '^ (?:{{ beginnings | join("|") }})(?: |$)'
        or (
            {{ sentence }} like any(array['%{{ cues | join("%', '%") }}%'])
            and {{ sentence }} ~ ' (?:{{ turns | join("|") }})'
        )
    )
{%- endmacro %}

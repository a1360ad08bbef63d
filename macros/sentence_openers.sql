{#
    Words that open a sentence or a heading of an advert, without accents, as
    the branches of a pattern. A name ends in none of them, so that "SageMaker"
    stays one where "posteVous" is two sentences.
#}
{% macro sentence_openers() -%}
    V(?:ous|otre|os)|N(?:ous|otre|os)|T(?:u|on|es|a)|I(?:l|ls|n)|Elles?|L(?:e|a|es)
    {{- '|Une?|Des|Du|Au|Aux|Dans|En|Pour|Par|Sur|Avec|Si|Et|Ce|Cette|Ces|Chez|Qui|Que|Pourquoi' -}}
    {{- '|W(?:e|hat|ho)|You|Your|Our|The|This|At|As|To|About' -}}
    {{- '|(?:Rejoindre|Rattache|Participer|Assurer|Realiser|Contribuer|Mettre|Concevoir|Developper|Collaborer|Travailler|Gerer|Definir|Garantir|Accompagner|Analyser|Proposer|Effectuer|Rediger|Preparer|Identifier|Piloter|Suivre|Organiser)' -}}
    {{- '|(?:Profil|Missions?|Poste|Description|Descriptif|Competences|Qualifications|Formation|Experience|Environnement|Informations|Avantages|Conditions|Salaire|Remuneration|Contrat|Contexte|Requirements|Benefits)' -}}
    {{- '|(?:QUI|VOTRE|VOS|NOTRE|NOS|ABOUT|WHAT|WHO|YOUR|MISSIONS?|PROFIL|REQUIREMENTS|RESPONSIBILITIES|AVANTAGES|INFORMATIONS|REJOINDRE|HIRING|PROCESS(?:US)?)' -}}
{%- endmacro %}

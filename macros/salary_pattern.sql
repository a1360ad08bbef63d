{#
    Where a text, in the spelling of salary_spelling, tells of pay. "after" is a
    word for pay and what follows; "before" what precedes an amount that says
    itself that it is pay, and the amount; "range" two amounts of thousands that
    hang on who comes, or thousands between dashes; "amounts" the parts of such a
    stretch: lead, amount, k, €, second amount, k, €, tail. "beside" are numbers
    that stand by a pay (hours a week, per cent, months a year); "other" is money
    that is no pay. The first three capture what precedes, cut to forty characters
    by who reads it, and then what is told: to count to forty, or to ninety in
    "amounts", took the engine ten times as long.
#}
{% macro salary_pattern(name) %}
    {%- set amount = '([0-9]{1,6}(?:[.][0-9]{1,2})?)(k?)(€?)' -%}
    {%- set patterns = {
        'after': '()((?:salaire|salarial|sal :|r[ée]mun[ée]ration|package'
            ~ '|gratification|indemnit[ée]s? de stage|taux horaire|pr[ée]tention'
            ~ '|salary|compensation|base pay|tjm'
            ~ '|(?:^|[\\n:;,.(+•*-]) ?(?:un )?fixe(?: annuel| mensuel| brut| de base)*'
            ~ '(?= ?:? ?(?:compris )?(?:de |entre |allant de |. partir de )?[0-9]))'
            ~ '[ :*-]{0,6}\\n{0,2}[^\\n]{0,120})',
        'range': '([^0-9\\n]*)([1-9][0-9]k?€? ?(?:-|–|/|à|a|et) ?[1-9][0-9]k'
            ~ '€? ?(?:selon|en fonction|suivant)[^0-9\\n]{0,30})'
            ~ '|([-–] ?(?:. partir de )?[2-9][0-9](?:k?€? ?(?:-|–|/|à|a|et) ?'
            ~ '[2-9][0-9])?k€? ?(?=[-–\\n]|$))',
        'before': '([^0-9\\n]*)([0-9][0-9.k€]* ?(?:(?:-|–|/|à|a|et|to) ?'
            ~ '[0-9][0-9.]*)?k?€? ?(?:bruts?|fixe|annuels?|par an|/ ?an|package'
            ~ '|en package|de package|/ ?h\y|/ ?heure|par heure|de l.heure)[^0-9\\n]{0,30})',
        'amounts': '^([^0-9]*)' ~ amount ~ '(?: ?(?:bruts?|nets?)? ?'
            ~ '(?:-|–|—|/|à|a|et|ou|to|jusqu.{1,3}à)+ ?(?:de )?' ~ amount
            ~ ')?([^0-9]*)',
        'beside': '(?:sur |x ?)?(?:une )?(?:base (?:de )?)?1[2-6](?:[.][0-9]+)? ?'
            ~ '(?:mois|months)|[0-9]+(?:[.][0-9]+)? ?(?:h|heures?)(?: ?[0-9]{2})?'
            ~ '(?![a-z€])|[0-9]+(?:[.][0-9]+)? ?(?:%|(?:[eè]me|e) mois)',
        'months': 'sur (?:une base de )?(1[2-6])(?:[.][0-9]+)? ?mois',
        'hourly': '^[^.;,|+]{0,25}(?:/ ?h|heure|horaire|hour)',
        'monthly': '^[^.;,|+]{0,25}(?:mois|mensuel|month)',
        'daily': '^[^.;,|+]{0,15}(?:/ ?j|jour|day|journali)',
        'annual': '^[^.;|+]{0,25}(?:/ ?an|par an|annuel|annum|year)',
        'from': '(?:partir de|mini|minimum|dès|d[eé]but|from|starting at)'
            ~ '[^0-9]{0,15}$',
        'up_to': '(?:jusqu|maxi|maximum|up to|plafond)[^0-9]{0,15}$',
        'and_more': '^ ?(?:bruts? )?(?:mini|et plus|et [+])',
        'at_most': '^ ?(?:bruts? )?maxi?(?:mum)?\\y',
        'other': 'prime|ticket|panier|transport|mobilit|coopt|bonus'
            ~ '|indemnit(?![ée]s? de stage)'
            ~ '|parrain|[ée]pargne|remboursement|ch[eè]que|budget|compte'
            ~ '|chiffre|abond|restaurant|forfait|repas|actionnariat'
            ~ '|(?<!r[ée]mun[ée]ration (?:et|&) )avantage'
            ~ '|v[ée]lo|hauteur|journ[ée]e|garde|code|\\yref|majoration',
    } -%}
    '{{ patterns[name] | replace("\\\\", "\\") }}'
{%- endmacro %}

"""Whose streets a country's addresses have: the locale of the country itself, or of one that shares its language."""

from __future__ import annotations

OWN = (
    "ar_DZ az_AZ bn_BD cs_CZ da_DK de_AT de_CH de_DE el_GR en_AU en_CA en_GB en_IE en_IN en_MS en_NZ en_PH en_US "
    "es_AR es_CL es_CO es_ES es_MX fa_IR fi_FI fr_FR he_IL hr_HR hu_HU hy_AM id_ID it_IT ka_GE mk_MK ne_NP "
    "nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO ru_RU sk_SK sl_SI sv_SE th_TH uk_UA vi_VN zh_CN zh_TW zu_ZA"
)

SHARED = {
    "de_AT": "LI",
    "fr_FR": "BF BI BJ BL CD CF CG CI CM DJ GA GF GN GP HT KM LU MC MF MG ML MQ NC NE PF PM RE SN TD TG TN MA VU WF YT",
    "es_CO": "BO EC PE VE",
    "es_MX": "CR CU DO GT HN NI PA SV PR",
    "es_AR": "PY UY",
    "es_ES": "AD GQ",
    "pt_PT": "AO CV GW MZ ST TL",
    "en_GB": "AG AI BB BM BS BZ CK FK FJ GD GG GI GY IM JE JM KN KY LC MT SH SB TC TT VC VG WS GH GM KE LR MW NA NG SL "
    "SZ TZ UG ZM ZW BW LS RW SS MU SC NR TO TV KI PG",
    "en_US": "AS GU MH MP PW UM VI FM",
    "en_AU": "CC CX NF",
    "en_NZ": "NU TK PN",
    "nl_NL": "AW BQ CW SR SX",
    "da_DK": "FO GL",
    "no_NO": "SJ",
    "fi_FI": "AX",
    "it_IT": "SM VA",
    "ru_RU": "BY KG KZ",
    "zh_CN": "MO",
    "ro_RO": "MD",
    "el_GR": "CY",
    "en_IN": "LK PK BT MV",
    "hr_HR": "BA ME RS",
}

# Japanese addresses count blocks; Korea's rule for streets names a city too, so its roads get numbers here.
FORMS = {"JP": " %-%#-%#", "KR": "ko_KR %##"}

STREETS = {locale.split("_")[1]: locale for locale in OWN.split()}
STREETS.update({country: locale for locale, some in SHARED.items() for country in some.split()})
STREETS.update(FORMS)

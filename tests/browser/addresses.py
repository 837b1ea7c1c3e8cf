"""The pages that the browser tests visit: every kind of page, and several of each kind."""

#: One or more of every kind of page.
KINDS = [
    "/",
    "/omraden/boende/",
    "/omraden/utbildning/",
    "/omraden/arbetsmarknad/",
    "/omraden/demokrati/",
    "/omraden/brottslighet/",
    "/omraden/tvargaende/",
    "/indikatorer/",
    "/indikatorer/residential-birth-dissimilarity/",
    "/indikatorer/school-background-dissimilarity/?plats=0180&plats=1480",
    "/indikatorer/turnout-municipal/",
    "/indikatorer/reported-vandalism/",
    "/indikatorer/area-type-population-share-1/",
    "/platser/",
    "/platser/00/",
    "/platser/01/",
    "/platser/0180/",
    "/platser/1480/",
    "/platser/2584/",
    "/insatser/",
    "/insatser/reformprogram-2016/",
    "/insatser/statsbidrag-32-kommuner/",
    "/insatser/pengar/",
    "/insatser/pengar/?anslag=estimate",
    "/insatser/tidslinje/",
    "/insatser/kalender/",
    "/insatser/kvalitet/",
    "/insatser/kvalitet/?regel=register-goal-missing&aktor=boverket",
    "/aktorer/",
    "/aktorer/boverket/",
    "/aktorer/departement-ku/?roll=lead",
    "/platser/0180/insatser/",
    "/innehall/",
    "/innehall/skr-2014-skr-20141531/",
    "/statsrad/",
    "/sok/?q=boende",
    "/sok/?q=zzzz",
    "/om/",
    "/om/metod/",
    "/om/tillganglighet/",
    "/om/design/",
    "/om/data/",
    "/konto/logga-in/",
    "/finns-inte/",
]


def english(address: str) -> str:
    """The same page in English."""
    return "/en" + address

"""What is usual in speech: mean and spread of each measure over 575 speakers of 60 novels.

Made by `python -m evals.train.norms` from the quotations of LitBank's whole novels (CC BY 4.0).
"""

from collections.abc import Mapping

NORMS: Mapping[str, tuple[float, float]] = {
    "length": (23.222, 21.923),
    "asks": (0.20818, 0.10388),
    "exclaims": (0.18844, 0.12922),
    "glad": (0.021144, 0.0089348),
    "sore": (0.011098, 0.0056843),
    "angry": (0.0024515, 0.002304),
    "uneasy": (0.0038456, 0.0028551),
    "swears": (0.00082504, 0.001436),
    "thinks": (0.016926, 0.0070631),
    "hedges": (0.017171, 0.0072503),
    "certain": (0.017094, 0.0068114),
    "dutiful": (0.011821, 0.0049919),
    "social": (0.02506, 0.0095121),
    "courteous": (0.0049436, 0.0039012),
    "respectful": (0.0074649, 0.0079289),
    "jests": (0.0013366, 0.0017925),
    "fancies": (0.0035531, 0.0030319),
    "articles": (0.058275, 0.016641),
    "self": (0.057763, 0.020998),
    "other": (0.037291, 0.017784),
    "calls": (0.011017, 0.0067256),
    "denies": (0.029233, 0.010038),
    "contracts": (0.022493, 0.018478),
    "long_words": (0.11643, 0.030219),
    "formal": (-0.212, 0.070203),
    "likens": (0.0019997, 0.001935),
    "varied": (91.339, 20.709),
}

"""Texts of every kind that a tokenizer can stumble over."""

TEXTS = [
    "Më kanë vjedhur telefonin",
    "burri pom rreh 😀 ç",
    "ukrali su mi automobil",
    "hello  there ",
    "ﬁ ½ x²",
    "中文 тест",
    "?",
    "192",
    "",
]

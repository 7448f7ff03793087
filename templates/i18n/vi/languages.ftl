# The names of the two languages.
language-vi = Tiếng Việt
language-en = English

"""Document -> Doc: syllable tokens, sentences, words, sections."""

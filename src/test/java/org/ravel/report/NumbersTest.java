package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "span F1, Span F1",
    "perplexity, Perplexity",
    "chrF, chrF",
    "BLEU of words, BLEU of words",
    "ROC AUC, ROC AUC"
  })
  void aLineBeginsWithACapitalUnlessANameIsWrittenOtherwise(String words, String line) {
    assertThat(Numbers.capitalised(words)).isEqualTo(line);
  }
}

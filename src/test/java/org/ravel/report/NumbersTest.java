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

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "12345.6, '12,346'",
    "-999.96, −1000.0",
    "2.2134, 2.213",
    "-0.051239, −0.05124",
    "0.00012346, 0.0001235",
    "0.0000123, 1.230e−05"
  })
  void errorsOfSeriesHaveFourDigitsOfAnySize(double value, String shown) {
    assertThat(Numbers.significant(value)).isEqualTo(shown);
  }
}

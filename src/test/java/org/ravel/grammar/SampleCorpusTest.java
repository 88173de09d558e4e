package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class SampleCorpusTest {
  private static final Path SAMPLES = Path.of("data-samples");

  @Test
  void theCommittedSampleIsWhatItsSeedGives() throws IOException {
    assertThat(Files.readString(SAMPLES.resolve("sentences.txt")).equals(committed().text()))
        .as("data-samples/sentences.txt equals the text of the seed in data-samples/README.md")
        .isTrue();
  }

  @Test
  void theReadmeStatesTheClosedForm() throws IOException {
    SampleCorpus corpus = committed();

    assertThat(stated("Entropy per token")).isEqualTo(digits(corpus.entropyPerToken()));
    assertThat(stated("Perplexity per token")).isEqualTo(digits(corpus.perplexityPerToken()));
    assertThat(stated("Cost of this very text")).isEqualTo(digits(corpus.codeLengthPerToken()));
    assertThat(stated("Bytes")).isEqualTo(Integer.toString(corpus.text().length()));
  }

  @Test
  void theTextCostsWhatTheEntropySays() {
    SampleCorpus corpus = new SampleCorpus(99, 50_000);

    assertThat(corpus.codeLengthPerToken()).isCloseTo(corpus.entropyPerToken(), within(0.002));
    assertThat(Math.log(corpus.perplexityPerToken()))
        .isCloseTo(corpus.entropyPerToken() * Math.log(2), within(1e-12));
  }

  @Test
  void seedsAndNumbersOfSentences() {
    String text = new SampleCorpus(1, 20).text();

    assertThat(text.lines()).hasSize(20);
    assertThat(text).endsWith("\n");
    assertThat(new SampleCorpus(1, 10).text()).isEqualTo(prefix(text, 10));
    assertThat(new SampleCorpus(2, 20).text()).isNotEqualTo(text);
    assertThatThrownBy(() -> new SampleCorpus(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessage("the number of sentences is 0 but must be at least 1");
  }

  private static String prefix(String text, int lines) {
    StringBuilder prefix = new StringBuilder();
    text.lines().limit(lines).forEach(line -> prefix.append(line).append('\n'));
    return prefix.toString();
  }

  private static SampleCorpus committed() throws IOException {
    return new SampleCorpus(Long.parseLong(stated("Seed")), Integer.parseInt(stated("Sentences")));
  }

  /** The value of a row of the README's table. */
  private static String stated(String property) throws IOException {
    Pattern row = Pattern.compile("\\| " + property + "[^|]*\\| ([0-9.]+)[^|]*\\|");
    Matcher matcher = row.matcher(Files.readString(SAMPLES.resolve("README.md")));
    assertThat(matcher.find()).as("data-samples/README.md states: %s", property).isTrue();
    return matcher.group(1);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}

package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EnglishGrammarTest {
  private static final long SEED = 2024;

  private final ProbabilisticGrammar grammar = EnglishGrammar.grammar();

  @Test
  void entropyAndLengthAreThoseOfTheSamples() {
    SplitMix64 random = new SplitMix64(SEED);
    int draws = 100_000;
    double[] bits = new double[draws];
    double[] characters = new double[draws];
    for (int i = 0; i < draws; i++) {
      Derivation sentence = grammar.sample(random);
      bits[i] = sentence.bits();
      characters[i] = sentence.text().length();
    }

    assertThat(mean(bits)).as("seed %d", SEED).isCloseTo(grammar.entropy(), error(bits));
    assertThat(mean(characters))
        .as("seed %d", SEED)
        .isCloseTo(grammar.expectedCharacters(), error(characters));
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  /** 4.5 standard errors of the mean. */
  private static Offset<Double> error(double[] values) {
    double mean = mean(values);
    double variance =
        DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    return within(4.5 * Math.sqrt(variance / values.length));
  }

  @Test
  void aSentenceHasOneDerivationOnly() {
    SplitMix64 random = new SplitMix64(SEED + 1);
    for (int i = 0; i < 3000; i++) {
      Derivation sentence = grammar.sample(random);
      double derivation = Math.pow(2, -sentence.bits());

      assertThat(InsideParser.probability(grammar, sentence.text()) / derivation)
          .as("sentence %d of seed %d: %s", i, SEED + 1, sentence.text())
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void theParserSeesAmbiguity() {
    // The parse of x has one derivation, that of xx two: A A and B.
    ProbabilisticGrammar ambiguous =
        GrammarText.parse("S = 0.5 A A | 0.25 A | 0.25 B\nA = 1 \"x\"\nB = 1 \"xx\"");

    assertThat(InsideParser.probability(ambiguous, "x")).isEqualTo(0.25);
    assertThat(InsideParser.probability(ambiguous, "xx")).isEqualTo(0.75);
  }

  @Test
  void verbsAgreeOverADistance() {
    assertThat(derivable("The students in the class love the teacher.")).isTrue();
    assertThat(derivable("The students in the class loves the teacher.")).isFalse();
    assertThat(derivable("The student (whom the kings near the river see) sleeps!")).isTrue();
    assertThat(derivable("The student (whom the kings near the river see) sleep!")).isFalse();
    assertThat(derivable("The student (whom the kings near the river sees) sleeps!")).isFalse();
    assertThat(derivable("At noon, Anna says that the dogs (who like the cat) run.")).isTrue();
    assertThat(derivable("At noon, Anna says that the dogs (who like the cat run.")).isFalse();
  }

  private boolean derivable(String sentence) {
    return InsideParser.probability(grammar, sentence) > 0;
  }

  @Test
  void sentencesLookLikeSentences() {
    assertThat(new SampleCorpus(SEED, 5000).text().lines())
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("[A-Z][A-Za-z]*[a-zA-Z ,()]*[.!]")
                    .doesNotContain("  ")
                    .satisfies(EnglishGrammarTest::bracketsClose));
    assertThat(grammar.entropy() / (grammar.expectedCharacters() + 1)).isBetween(0.9, 1.3);
    assertThat(grammar.expectedCharacters()).isBetween(40.0, 70.0);
  }

  private static void bracketsClose(String line) {
    int open = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      assertThat(open).isNotNegative();
    }
    assertThat(open).isZero();
  }
}

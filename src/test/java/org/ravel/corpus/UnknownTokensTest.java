package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.model.Vocabularies;

class UnknownTokensTest {
  @TempDir Path folder;

  @Test
  void whatTheVocabularyLacksIsCountedAndShown() {
    Vocabulary vocabulary = Vocabularies.of(folder, "abc", false);
    assertThat(UnknownTokens.of(vocabulary, "abcäaä\n").warning("generation.prime"))
        .hasValue(
            "warning: 3 of 7 tokens of generation.prime are not in the model's vocabulary and are read as <unk>: \"ä\", \"U+000A\"");
    assertThat(UnknownTokens.of(vocabulary, "x").warning("scoring.prime"))
        .hasValue(
            "warning: 1 of 1 token of scoring.prime is not in the model's vocabulary and is read as <unk>: \"x\"");
  }

  @Test
  void nothingIsSaidOfTextThatTheVocabularyHas() {
    assertThat(UnknownTokens.of(Vocabularies.of(folder, "abc", false), "abc").warning("p"))
        .isEmpty();
    assertThat(UnknownTokens.of(Vocabularies.of(folder, "abc", false), "").warning("p")).isEmpty();
    // A line feed is the end of a document where lines are documents.
    assertThat(UnknownTokens.of(Vocabularies.of(folder, "abc", true), "a\nb").warning("p"))
        .isEmpty();
  }
}

package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;

class SpellingTest {
  private final Vocabulary characters =
      new Vocabulary(
          Tokenizer.of(TokenizerKind.CHARACTER, false),
          Documents.LINE,
          new String[] {"<unk>", "<eos>", "a", "\uD83D\uDE00"},
          new long[] {1, 2, 3, 4},
          null);

  /** A pair of surrogates is one character. */
  @Test
  void eachWordIsItsCharactersAndAnEnd() {
    assertThat(Spelling.encode(characters, List.of("a\uD83D\uDE00x", "", "a")))
        .containsExactly(2, 3, 0, 1, 1, 2, 1);
  }

  @Test
  void ofALongWordBothEndsAreKept() {
    String longest = "p".repeat(15) + "qr" + "s".repeat(15);
    assertThat(String.join("", Spelling.characters(longest))).isEqualTo(longest);
    String longer = "\uD83D\uDE00".repeat(16) + "middle" + "s".repeat(16);
    assertThat(String.join("", Spelling.characters(longer)))
        .isEqualTo("\uD83D\uDE00".repeat(16) + "s".repeat(16));
  }
}

package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.Vocabularies;

class DocumentEncoderTest {
  private static final int UNKNOWN = 0;
  private static final int END = 1;
  private static final int A = 2;
  private static final int B = 3;

  @TempDir private Path folder;

  @Test
  void aDocumentStandsBetweenEnds() {
    Document document = lines("", true).encode("ab?");
    assertThat(document.ids()).containsExactly(END, A, B, UNKNOWN, END);
    assertThat(document.first()).isEqualTo(1);
    assertThat(document.targets()).isEqualTo(4);
    assertThat(document.unknown(Vocabularies.of(folder, "ab", true))).isEqualTo(1);
    assertThat(document.characters()).isEqualTo(3);
  }

  @Test
  void itsEndNeedNotCount() {
    Document document = lines("", false).encode("ab");
    assertThat(document.ids()).containsExactly(END, A, B);
    assertThat(document.targets()).isEqualTo(2);
  }

  @Test
  void lineFeedsWithinAreEndsWhereLinesWereDocuments() {
    assertThat(lines("", true).encode("a\r\nb\n").ids()).containsExactly(END, A, END, B, END);
    assertThat(lines("", true).encode("a\nb").characters()).isEqualTo(3);
    assertThat(lines("", false).encode("\nb").ids()).containsExactly(END, END, B);
  }

  @Test
  void thePrimeIsGiven() {
    Document document = lines("ba", true).encode("a");
    assertThat(document.ids()).containsExactly(END, B, A, A, END);
    assertThat(document.first()).isEqualTo(3);
    assertThat(document.targets()).isEqualTo(2);
  }

  @Test
  void withoutEndsTheFirstTokenIsGivenUnlessThereIsAPrime() {
    Vocabulary vocabulary = Vocabularies.of(folder, "ab", false);
    Document bare = new DocumentEncoder("text", vocabulary, "", true).encode("abb");
    assertThat(bare.ids()).containsExactly(1, 2, 2);
    assertThat(bare.first()).isEqualTo(1);
    assertThat(bare.targets()).isEqualTo(2);
    assertThat(bare.characters()).isEqualTo(2);
    Document primed = new DocumentEncoder("text", vocabulary, "b", true).encode("abb");
    assertThat(primed.ids()).containsExactly(2, 1, 2, 2);
    assertThat(primed.targets()).isEqualTo(3);
    assertThat(primed.characters()).isEqualTo(3);
    assertThat(new DocumentEncoder("text", vocabulary, "", true).encode("a").targets()).isZero();
  }

  @Test
  void nothingIsAskedOfATextWithoutTokens() {
    assertThat(lines("a", true).encode("")).isSameAs(Document.EMPTY);
    assertThat(lines("a", true).encode("\n")).isSameAs(Document.EMPTY);
    assertThat(Document.EMPTY.targets()).isZero();
  }

  @Test
  void charactersAreCodePoints() {
    assertThat(lines("", true).encode("a😀é").characters()).isEqualTo(3);
  }

  private DocumentEncoder lines(String prime, boolean scoreEnd) {
    return new DocumentEncoder("text", Vocabularies.of(folder, "ab", true), prime, scoreEnd);
  }
}

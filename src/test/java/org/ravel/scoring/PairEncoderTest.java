package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.Vocabularies;
import org.ravel.table.SourceRecord;

class PairEncoderTest {
  @TempDir private Path folder;

  @Test
  void targetsStandBetweenTwoEnds() {
    Vocabulary vocabulary = Vocabularies.of(folder, "ab", true);
    int end = vocabulary.endOfDocument().orElseThrow();
    int a = vocabulary.id("a");
    int b = vocabulary.id("b");
    PairEncoder whole = new PairEncoder("s", "t", vocabulary, vocabulary, true);
    Document pair = whole.encode(record("ab?", "ba"));
    assertThat(pair.source()).containsExactly(a, b, vocabulary.unknown());
    assertThat(pair.ids()).containsExactly(end, b, a, end);
    assertThat(pair.targets()).isEqualTo(3);
    assertThat(pair.unknownInSource(vocabulary)).isOne();
    assertThat(pair.unknown(vocabulary)).isZero();
    PairEncoder open = new PairEncoder("s", "t", vocabulary, vocabulary, false);
    assertThat(open.encode(record("a", "ba?")).ids())
        .containsExactly(end, b, a, vocabulary.unknown());
    assertThat(open.encode(record("a", "ba?")).unknown(vocabulary)).isOne();
    for (SourceRecord half : List.of(record("", "a"), record("a", ""), record("a", null))) {
      assertThat(whole.encode(half).targets()).isZero();
    }
  }

  private static SourceRecord record(String source, String target) {
    return new SourceRecord(null, List.of("s", "t"), Arrays.asList(source, target));
  }
}

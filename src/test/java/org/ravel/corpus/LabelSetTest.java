package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** A vocabulary without {@code <unk>}. */
class LabelSetTest {
  private final Storage storage = new Storage(new Configuration());

  @TempDir java.nio.file.Path folder;

  @Test
  void labelsAreOrderedByTheirNumberAndNoneIsUnknown() {
    Vocabulary labels = VocabularySelection.labels(Map.of("b", 2L, "<unk>", 7L, "a", 2L));
    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.token(0)).isEqualTo("<unk>");
    assertThat(labels.token(1)).isEqualTo("a");
    assertThat(labels.count(2)).isEqualTo(2);
    assertThat(labels.id("b")).isEqualTo(2);
    assertThat(labels.id("c")).isEqualTo(3).isEqualTo(labels.unknown());
    assertThat(labels.hasOrdinaryTokens()).isTrue();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Vocabulary labels = VocabularySelection.labels(Map.of("b", 2L, "a", 3L));
    java.nio.file.Path file = folder.resolve("labels.jsonl");
    labels.write(storage, new Path(file.toUri()));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"format":1,"labels":true,"tokenizer":"whitespace","lowerCase":false,"documents":"none","size":2}
            ["a",3]
            ["b",2]
            """);
    Vocabulary read = Vocabulary.read(storage, new Path(file.toUri()));
    assertThat(read.isOfLabels()).isTrue();
    assertThat(read.digest()).isEqualTo(labels.digest());
    assertThat(read.id("c")).isEqualTo(2);
    java.nio.file.Path tokens = folder.resolve("tokens.jsonl");
    Files.writeString(tokens, Files.readString(file).replace("\"labels\":true,", ""));
    assertThatThrownBy(() -> Vocabulary.read(storage, new Path(tokens.toUri())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its first tokens must be [<unk>]");
  }
}

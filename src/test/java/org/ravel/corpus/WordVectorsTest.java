package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

class WordVectorsTest {
  private final Storage storage = new Storage(new Configuration());

  @TempDir Path folder;

  /** As GloVe writes them: no first line, and words that have spaces. */
  @Test
  void ofGlove() throws IOException {
    WordVectors vectors =
        read("the 0.5 -1e-3\nThe 1 2\nnew york 3 4\n. . 5 6\nThe 9 9\n", "The", "THE", ". .", "x");
    assertThat(vectors.vectors().get(0)).isNull();
    assertThat(vectors.vectors().get(1)).containsExactly(1, 2);
    assertThat(vectors.vectors().get(2)).containsExactly(0.5f, -0.001f);
    assertThat(vectors.vectors().get(3)).containsExactly(5, 6);
    assertThat(vectors.vectors().get(4)).isNull();
    assertThat(vectors.exact()).isEqualTo(2);
    assertThat(vectors.lowerCase()).isEqualTo(1);
    assertThat(vectors.found()).isEqualTo(3);
  }

  /** A first line, and spaces behind each line. The lower case comes before or after. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 2\nthe 1 2 \nThe 3 4 \n<unk> 5 6 \n",
        "3 2\r\nThe 3 4\r\nthe\t1\t2\r\n<unk> 5 6",
      })
  void ofWord2vec(String text) throws IOException {
    WordVectors vectors = read(text, "The", "the", "tHe");
    assertThat(vectors.vectors().get(0)).containsExactly(5, 6);
    assertThat(vectors.vectors().get(1)).containsExactly(3, 4);
    assertThat(vectors.vectors().get(2)).containsExactly(1, 2);
    assertThat(vectors.vectors().get(3)).containsExactly(1, 2);
  }

  /** Longer than any buffer, compressed, in other scripts. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofAnySizeAndScript(boolean compressed) throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("20000 2\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i == 12_345 ? "größe\u00a0東" : "w" + i).append(' ').append(i).append(" 0.25\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (compressed) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      }
      bytes = out.toByteArray();
    }
    Path file = folder.resolve(compressed ? "v.txt.gz" : "v.txt");
    Files.write(file, bytes);
    WordVectors vectors =
        WordVectors.read(storage, file.toString(), vocabulary("größe\u00a0東", "w7"), 2);
    assertThat(vectors.vectors().get(1)).containsExactly(12_345, 0.25f);
    assertThat(vectors.vectors().get(2)).containsExactly(7, 0.25f);
    assertThat(vectors.digest()).isEqualTo(Sha256.of(Files.newInputStream(file)));
    if (compressed) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length - random.nextInt(1, 1000)));
      assertThatThrownBy(() -> WordVectors.read(storage, file.toString(), vocabulary("w7"), 2))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("v.txt.gz");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a 1 2 3@                  | has vectors of 3 numbers, but model.embedding-size is 2; set model.embedding-size=3",
        "7 300@a 1 2@              | has vectors of 300 numbers, but model.embedding-size is 2",
        "a 1 2@b 1@                | :2 has 2 fields, but must have a word and 2 numbers",
        "b 1 2@@a 1 2@             | :2 has 0 fields, but must have a word and 2 numbers",
        "b 1 2@ 3 4@               | :2 has 2 fields, but must have a word and 2 numbers",
        "b 1 2@a 1 x@              | :2 has \"x\" where a finite number must stand",
        "b 1 2@a 1 NaN@            | :2 has \"NaN\" where a finite number must stand",
        "3 2@a 1 2@b 3 4@          | says in its first line that it has 3 vectors, but it has 2",
        "1 2@a 1 2@b 3 4@          | says in its first line that it has 1 vectors, but it has 2",
        "b 1 2@                    | has none of the 2 tokens of the vocabulary",
      })
  void whatIsMalformedIsRefused(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('@', '\n'), "a"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("v.txt")
        .hasMessageContaining(message);
  }

  /** The first thing that goes wrong with vectors out of the box. */
  @Test
  void narrowerVectorsAreSaidToBeNarrower() throws IOException {
    Path file = Files.writeString(folder.resolve("v.txt"), "a 1 2\nb 3 4\n");
    assertThatThrownBy(() -> WordVectors.read(storage, file.toString(), vocabulary("a"), 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has vectors of 2 numbers, but model.embedding-size is 3")
        .hasMessageContaining("set model.embedding-size=2");
  }

  @Test
  void aFileThatIsMissingIsRefused() {
    assertThatThrownBy(
            () ->
                WordVectors.read(
                    storage, folder.resolve("none.txt").toString(), vocabulary("a"), 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.txt");
  }

  private WordVectors read(String text, String... tokens) throws IOException {
    Path file = folder.resolve("v.txt");
    Files.writeString(file, text);
    return WordVectors.read(storage, file.toString(), vocabulary(tokens), 2);
  }

  private static Vocabulary vocabulary(String... tokens) {
    String[] all = new String[tokens.length + 1];
    all[0] = Vocabulary.UNKNOWN;
    System.arraycopy(tokens, 0, all, 1, tokens.length);
    return new Vocabulary(
        Tokenizer.of(TokenizerKind.WHITESPACE, false),
        Documents.NONE,
        all,
        new long[all.length],
        null);
  }
}

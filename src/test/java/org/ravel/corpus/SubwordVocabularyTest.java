package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.Documents;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** A vocabulary with merges, and its file. */
class SubwordVocabularyTest {
  private static final List<String> TEXTS =
      List.of(
          "the cat sat on the mat, the cats' hats",
          "that cat's \u00e9t\u00e9: caf\u00e9, caf\u00e9s");

  private final Storage storage = new Storage(new Configuration());
  private Vocabulary vocabulary;
  private java.nio.file.Path file;

  @TempDir java.nio.file.Path folder;

  @BeforeEach
  void learn() {
    Tokenizer tokenizer = SubwordFixture.learned(TEXTS, false);
    List<String> tokens = new ArrayList<>(Vocabulary.specials(Documents.LINE));
    tokens.addAll(((SubwordTokenizer) tokenizer).subwords().symbols());
    vocabulary =
        new Vocabulary(
            tokenizer,
            Documents.LINE,
            tokens.toArray(String[]::new),
            IntStream.range(0, tokens.size()).asLongStream().toArray(),
            null);
    file = folder.resolve("vocabulary.jsonl");
    vocabulary.write(storage, new Path(file.toUri()));
  }

  private Vocabulary read() {
    return Vocabulary.read(storage, new Path(file.toUri()));
  }

  @Test
  void whatIsReadCutsTextInTheSameWay() {
    Vocabulary read = read();
    assertThat(read.digest()).isEqualTo(vocabulary.digest());
    for (String text :
        List.of("the hats of the cats", "\ud83d\ude00 <unk> <0x41>\n\n  caf\u00e9\t\u6f22 ", "")) {
      int[] ids = read.encode(text);
      assertThat(ids).isEqualTo(vocabulary.encode(text)).doesNotContain(read.unknown());
      assertThat(read.decode(ids)).isEqualTo(text);
    }
    assertThat(read.encode(" the")).hasSize(1);
  }

  /** The first line, a token of one character, a merge of two, and the last line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format\":2 | format\":1 | line 1: format 2 is for subwords, and only for them",
        "subword | word | line 1: format 2 is for subwords, and only for them",
        "format\":2 | format\":3 | its format is 3, this version reads 1 and 2",
        "\"merges\": | \"merges\":1 | it promises",
        "\"merges\": | \"merges\":- | it promises",
        "\"size\": | \"size\":-999999, \"was\": | it promises",
        "[\"t\",\"h\"] | [\"t\"] | it reads [\"t\"], not [\"left\",\"right\"]",
        "[\"t\",\"h\"] | [\"t\",\"Q\"] | the merge of \"t\" and \"Q\" is of symbols that no word can have",
        "[\"t\",\"h\"] | [\"t\",\"t\"] | no word can have",
        "[\"<0x41>\", | [\"<0x41\", | its tokens are not those that its merges make",
      })
  void aDamagedFileIsRefused(String before, String after, String message) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
    Files.deleteIfExists(folder.resolve(".vocabulary.jsonl.crc"));
    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("vocabulary.jsonl")
        .hasMessageContaining(message);
  }
}

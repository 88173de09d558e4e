package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @Test
  void equalSpellingsAreOne() {
    Field ids = Field.of(new int[] {5, 0, 0}, new int[] {}, new int[] {0});
    Words words = Words.of(ids, new int[][] {{7, 8, 9, 1, 7, 1, 7, 8, 9, 1}, {}, {7, 1}});
    assertThat(words.spellings()).containsExactly(new int[] {7}, new int[] {7, 8, 9});
    // Step after step: rows 0, 1 and 2.
    assertThat(words.numbers()).containsExactly(1, -1, 0, 0, -1, -1, 1, -1, -1);
    assertThat(words.lengths()).containsExactly(3, 0, 1);
    assertThat(words.ids().ids()).startsWith(5, 0, 0);
  }

  @Test
  void aWordMayHaveNoCharacter() {
    Words words = Words.of(Field.of(new int[] {3, 4}), new int[][] {{1, 6, 1}});
    assertThat(words.spellings()).containsExactly(new int[0], new int[] {6});
    assertThat(words.numbers()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 2 words has the characters of 1", "3, 2 words has the characters of 3"})
  void wordsWithoutCharactersAreRefused(int spelled, String message) {
    int[] characters = new int[spelled];
    Arrays.fill(characters, Words.END);
    assertThatThrownBy(() -> Words.of(Field.of(new int[] {3, 4}), new int[][] {characters}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void charactersBehindTheLastWordAreRefused() {
    assertThatThrownBy(() -> Words.of(Field.of(new int[] {3}), new int[][] {{5, 1, 5}}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSchemaWithCharactersMakesWords() {
    Schema schema =
        new Schema(
            Order.INDEPENDENT,
            Alignment.SAME_STEP,
            List.of(
                new Column.Ids("tokens", "vocabulary"),
                new Column.Spelling("spelling", "characters"),
                new Column.Ids("labels", "labels")));
    Example example =
        new Example(
            0,
            List.of(
                new Values.OfIds(new int[] {2, 0}),
                new Values.OfIds(new int[] {4, 5, 1, 6, 1}),
                new Values.OfIds(new int[] {1, 0})),
            Origin.NOT_KEPT);
    Batch batch = Batch.of(schema, List.of(example));
    assertThat(((Words) batch.read()).spellings()).containsExactly(new int[] {6}, new int[] {4, 5});
    assertThat(batch.inputs().ids()).containsExactly(2, 0);
    assertThat(batch.symbols().ids()).containsExactly(1, 0);
    assertThat(schema.steps(example)).isEqualTo(2);
    Batch unknown = batch.reading(new int[] {0, 0});
    assertThat(unknown.inputs().ids()).containsExactly(0, 0);
    assertThat(((Words) unknown.read()).spellings()).isEqualTo(((Words) batch.read()).spellings());
  }
}

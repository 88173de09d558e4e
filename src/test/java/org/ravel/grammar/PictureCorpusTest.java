package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class PictureCorpusTest {
  private static final List<String> NAMES =
      List.of("red", "green", "blue", "white", "circle", "square", "star", "cross");

  /** What the captions say follows from the features without an exception. */
  @Test
  void captionsNameTheThingsOfThePlaces() throws Exception {
    String text = new PictureCorpus(5, 300).text();
    List<String> lines = text.lines().toList();
    assertThat(lines).hasSize(300);
    for (String line : lines) {
      JsonNode picture = new ObjectMapper().readTree(line);
      List<String> things = new ArrayList<>();
      for (JsonNode place : picture.get("features")) {
        assertThat(place).hasSize(8);
        List<String> has = new ArrayList<>();
        for (int feature = 0; feature < 8; feature++) {
          if (place.get(feature).asDouble() > 0.5) {
            has.add(NAMES.get(feature));
          }
        }
        if (!has.isEmpty()) {
          things.add("a " + String.join(" ", has));
        }
      }
      assertThat(things).hasSize(2).doesNotHaveDuplicates();
      List<String> captions = new ArrayList<>();
      picture.get("captions").forEach(caption -> captions.add(caption.asText()));
      assertThat(captions)
          .containsExactlyInAnyOrder(
              things.get(0) + " and " + things.get(1), things.get(1) + " and " + things.get(0));
    }
    assertThat(new PictureCorpus(5, 300).text()).isEqualTo(text);
    assertThat(new PictureCorpus(6, 300).text()).isNotEqualTo(text);
  }

  @Test
  void aNumberThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> new PictureCorpus(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is 0 but must lie between 1 and 10,000,000");
  }
}

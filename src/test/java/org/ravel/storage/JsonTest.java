package org.ravel.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private record Figures(
      double plain, Double boxed, float small, double[] array, List<Double> list, Object tree) {}

  /** Wherever the number stands, and whichever way it gets there. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberThatIsNotFiniteIsNull(double number) throws JsonProcessingException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", number);
    map.put(
        "record",
        new Figures(
            number,
            number,
            (float) number,
            new double[] {1, number},
            List.of(2.0, number),
            JsonNodeFactory.instance.objectNode().put("x", number)));
    for (String text : List.of(Json.line(map), Json.text(map))) {
      assertThat(text).doesNotContain("NaN", "Infinity").endsWith("}\n");
      JsonNode json = new ObjectMapper().readTree(text);
      for (String path :
          List.of(
              "/a",
              "/record/plain",
              "/record/boxed",
              "/record/small",
              "/record/array/1",
              "/record/list/1",
              "/record/tree/x")) {
        assertThat(json.at(path).isNull()).as(path).isTrue();
      }
      assertThat(json.at("/record/array/0").doubleValue()).isEqualTo(1);
    }
    assertThat(Json.line(map).lines()).hasSize(1);
  }
}

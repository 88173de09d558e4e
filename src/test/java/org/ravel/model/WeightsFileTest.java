package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.error.InputException;
import org.ravel.network.Network;
import org.ravel.network.module.Parameters;
import org.ravel.storage.Storage;

/** Weights by name, in a network with an embedding, an Elman layer and a softmax. */
class WeightsFileTest {
  private static final List<String> TOKENS = List.of("<unk>", "a", "b");
  private static final List<String> LABELS = List.of("no", "yes", "perhaps");

  @TempDir private Path folder;

  private static Network network() {
    Map<String, String> sizes = Map.of("model.embedding-size", "2", "model.hidden-size", "2");
    return SmallNetworks.specification(
            SmallNetworks.Variant.ELMAN, TOKENS.size(), new FixedSchedule(0.1), sizes)
        .build();
  }

  private WeightsFile file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("weights.json"), text);
    return WeightsFile.read(new Storage(new Configuration()), file.toString());
  }

  @Test
  void namesGiveRowsOfTheEmbeddingAndColumnsOfTheHead() throws IOException {
    Network network = network();
    Parameters before = network.snapshot().named();
    file("""
            { "0_E": {"b": [1, 2], "a": [3, 4.5]},
              "0_W": [[5, 6], [7, 8]],
              "0_b": [9, 10],
              "1_W": {"yes": [-1, -2]},
              "1_b": {"perhaps": 0.25, "no": [-0.5]} }
            """)
        .copyTo(network, TOKENS, LABELS);
    Parameters after = network.snapshot().named();
    assertThat(after.get("0_E").getRow(1).toDoubleVector()).containsExactly(3, 4.5);
    assertThat(after.get("0_E").getRow(2).toDoubleVector()).containsExactly(1, 2);
    assertThat(after.get("0_E").getRow(0)).isEqualTo(before.get("0_E").getRow(0));
    assertThat(after.get("0_W").toDoubleMatrix()).isDeepEqualTo(new double[][] {{5, 6}, {7, 8}});
    assertThat(after.get("0_b").toDoubleVector()).containsExactly(9, 10);
    assertThat(after.get("0_RW")).isEqualTo(before.get("0_RW"));
    assertThat(after.get("1_W").getColumn(1).toDoubleVector()).containsExactly(-1, -2);
    assertThat(after.get("1_W").getColumn(0)).isEqualTo(before.get("1_W").getColumn(0));
    assertThat(after.get("1_b").getDouble(2)).isEqualTo(0.25);
    assertThat(after.get("1_b").getDouble(0)).isEqualTo(-0.5);
    assertThat(after.get("1_b").getDouble(1)).isEqualTo(before.get("1_b").getDouble(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"2_W": [[1]]}                | has an array 2_W, but those of the network are 0_E of 3 × 2, 0_W of 2 × 2
          {"0_W": [[1, 2]]}             | gives 0_W 1 row, but it has 2 rows of 2 numbers
          {"0_W": [[1, 2], [3]]}        | gives 0_W a row of 1 number, but it has 2 rows of 2 numbers
          {"0_W": 5}                    | gives 0_W 0 rows, but it has 2 rows of 2 numbers
          {"0_b": [1, "x"]}             | gives 0_b "x" as a number, but a weight is a finite number of single precision
          {"0_b": [1, 1e99]}            | gives 0_b 1.0E99 as a number, but a weight is a finite number
          {"0_b": [1, NaN]}             | gives 0_b NaN as a number, but a weight is a finite number
          {"0_b": [1, -Infinity]}       | as a number, but a weight is a finite number
          {"0_b": [1, null]}            | gives 0_b null as a number, but a weight is a finite number
          {"0_E": {"c": [1, 2]}}        | gives 0_E for the token c, but the shards have none of this name
          {"0_E": {"a": [1]}}           | gives 0_E of a a row of 1 number,
          {"1_b": {"maybe": 1}}         | gives 1_b for the label maybe, but the shards have none of this name
          {"0_RW": {"a": [1, 2]}}       | gives 0_RW by name, but only the embedding has a row for each token
          [1, 2]                        | holds no JSON object
          {"0_b": [1, 2], "0_b": [1]}   | is no JSON: Duplicate field '0_b'
          {"0_b                         | is no JSON
          """)
  void whatDoesNotFitIsRefused(String text, String message) {
    Network network = network();
    float[] before = network.snapshot().parameters();
    assertThatThrownBy(() -> file(text).copyTo(network, TOKENS, LABELS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(network.snapshot().parameters()).isEqualTo(before);
  }
}

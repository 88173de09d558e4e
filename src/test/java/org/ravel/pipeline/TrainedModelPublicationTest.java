package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;

/** What is said of a model that does worse than guessing, by how it was found. */
class TrainedModelPublicationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recurrent     | averaging    | 1 | has diverged      | lower training.updater.learning-rate
          recurrent     | evolution    | 1 | has diverged      | train longer (training.epochs)
          recurrent     | hessian-free | 1 | has diverged      | train longer (training.epochs)
          recurrent     | averaging    | 0 | were not trained  | correct the file
          recurrent     | evolution    | 0 | were not trained  | correct the file
          hidden-markov | averaging    | 1 |                   | fit it to data like those
          """)
  void onlyWhatCanHelpIsAdvised(
      String kind, String method, String epochs, String reason, String remedy) {
    Map<String, String> settings = new HashMap<>();
    settings.put("training.carry-state", "false");
    settings.put("model.kind", kind);
    settings.put("training.method", method);
    settings.put("training.epochs", epochs);
    if (epochs.equals("0")) {
      settings.put("model.weights-from", "weights.json");
    }
    RavelConfig config = config(settings);
    assertThat(TrainedModelPublication.reason(config)).contains(reason == null ? "" : reason);
    assertThat(TrainedModelPublication.remedy(config)).startsWith(remedy).endsWith("--overwrite");
  }

  private static RavelConfig config(Map<String, String> settings) {
    return ConfigLoader.load("test", "", settings).values();
  }
}

package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.GateConfig.Metric;
import org.ravel.error.ConfigurationException;

class RegressionRulesTest {

  private static RavelConfig load(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", "regression");
    all.put("corpus.format", "json");
    all.put("corpus.columns.input", "steps");
    all.put("corpus.columns.target", "sum");
    for (String setting : settings) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return ConfigLoader.load("test", "", all).values();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "corpus.columns.target=[] | corpus.columns.target is empty but must name a column",
        "corpus.columns.target=[a, a] | be columns that differ from each other, with task = regression",
        "corpus.format=text | corpus.format is \"text\" but must be one of",
        "model.head=crf | model.head is \"crf\" but must be softmax with task = regression",
        "model.kind=tree | model.kind is \"tree\" but must be recurrent or window with task = regression",
        "training.label-smoothing=0.1 | training.label-smoothing is 0.1 but must be 0",
        "training.class-weights.rule=balanced | training.class-weights.rule is \"balanced\" but must be none",
        "training.validation.best-by=score | training.validation.best-by is \"score\"",
        "model.series-embedding.size=3 | model.series-embedding.size is 3 but must be 0",
        "scaling.rule=min-max | scaling.rule is \"min-max\"",
        "evaluation.baselines=[a] | evaluation.baselines is",
      })
  void whatMakesNoSenseIsRefused(String setting, String message) {
    assertThatThrownBy(() -> load(setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void numbersAndTokensAreReadAndModelsAreComparedByTheirErrors() {
    assertThat(load("corpus.steps=numbers", "scaling.from=s", "model.bidirectional=true").task())
        .isEqualTo(Task.REGRESSION);
    RavelConfig config = load("scaling.from=s", "model.output=gaussian", "shards.longer=pieces");
    assertThat(config.retraining().gate().metrics(config.task())).containsExactly(Metric.RMSE);
    assertThat(config.task().hasLabels()).isFalse();
    assertThat(List.of(Task.values()).stream().filter(Task::predictsNumbers))
        .containsExactlyInAnyOrder(Task.REGRESSION, Task.FORECASTING);
  }

  @Test
  void hessianFreeTrainingNeedsAConvexLoss() {
    String[] method = {"training.method=hessian-free", "model.output=student-t"};
    assertThatThrownBy(() -> load(method))
        .hasMessageContaining("model.output is \"student-t\" but must be squared-error");
    assertThat(load(method[0]).training().method()).isEqualTo(TrainingConfig.Method.HESSIAN_FREE);
  }
}

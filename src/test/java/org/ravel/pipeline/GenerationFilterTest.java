package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.Glob;
import org.ravel.config.RetrainingConfig.InspectionConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.shard.Manifest;

class GenerationFilterTest {
  private static final Manifest MANIFEST = Manifests.of("v", "a", "b", "c", "d");

  @Test
  void oneFileStandsForItsGeneration() {
    GenerationFilter chosen = choose(List.of("b/2", "d/*"), List.of("c/1"));
    assertThat(chosen.withheld()).containsExactly(2, 4);
    assertThat(chosen.admitted()).containsExactly(3);
  }

  @Test
  void whatIsAdmittedIsNotLeftOut() {
    GenerationFilter chosen = choose(List.of("**"), List.of("a/1", "c/1"));
    assertThat(chosen.withheld()).containsExactly(2, 4);
    assertThat(chosen.admitted()).containsExactly(1, 3);
  }

  @Test
  void thePinnedHoldoutCannotBeLeftOut() {
    assertThatThrownBy(() -> choose(List.of("b/2", "?/1"), List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("retraining.inspection.withhold is [b/2, ?/1] and fits files of the")
        .hasMessageContaining("leave them out of corpus.input and make the shards again");
  }

  @Test
  void aPatternThatFitsNothingIsAMistake() {
    assertThatThrownBy(() -> choose(List.of("b/2", "night-3.txt"), List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("retraining.inspection.withhold has the pattern night-3.txt, which")
        .hasMessageContaining("such as a/1");
    assertThatThrownBy(() -> choose(List.of(), List.of("e/*")))
        .hasMessageContaining("retraining.inspection.admit has the pattern e/*");
  }

  private static GenerationFilter choose(List<String> withhold, List<String> admit) {
    return GenerationFilter.of(new InspectionConfig(4.0, globs(withhold), globs(admit)), MANIFEST);
  }

  private static List<Glob> globs(List<String> patterns) {
    return patterns.stream().map(Glob::new).toList();
  }
}

package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.ShardsConfig.Longer;

class ConfigNamesTest {

  @Test
  void namesAreListedAsASentenceDoes() {
    assertThat(ConfigNames.or(List.of(Task.TREE))).isEqualTo("tree");
    assertThat(ConfigNames.or(List.of(Task.TREE, Task.MULTI_LABEL)))
        .isEqualTo("tree or multi-label");
    assertThat(ConfigNames.or(Longer.of(Task.LABELLING))).isEqualTo("refuse, cut or pieces");
    assertThat(ConfigNames.choices(Longer.class)).isEqualTo("one of refuse, cut, pieces");
  }
}

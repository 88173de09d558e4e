package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class ListTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/d/a.txt | /d/a.txt",
        "/d/a, /d/b | /d/a;/d/b",
        "[/d/a, /d/b] | /d/a;/d/b",
        "/d/{a,b}.txt | /d/{a,b}.txt",
        "{a,b}.txt | {a,b}.txt",
        "{a,b} | {a,b}",
        "/d/{a,b}.txt,/e/{c,{d,e}} | /d/{a,b}.txt;/e/{c,{d,e}}",
        "[/d/{a,b}.txt, /d/[c,d]] | /d/{a,b}.txt;/d/[c,d]",
        "[ab]/x,y/[cd] | [ab]/x;y/[cd]",
        "/d/{a,b | /d/{a,b",
        "/d/a},b | /d/a};b",
        "[\"/d/a,b.txt\", \"/d/c d\"] | /d/a,b.txt;/d/c d",
      })
  void commasWithinBracesBelongToAnItem(String text, String items) {
    assertThat(
            ConfigLoader.load("test", "", Map.of("corpus.input", text)).values().corpus().input())
        .isEqualTo(List.of(items.split(";")));
  }

  @Test
  void brokenHoconIsRefused() {
    assertThatThrownBy(
            () -> ConfigLoader.load("test", "", Map.of("corpus.input", "[\"/d/a, \"/d/b\"]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--set");
  }
}

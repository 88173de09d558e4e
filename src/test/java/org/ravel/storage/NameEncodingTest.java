package org.ravel.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.ConfigurationException;

/** What is refused where the locale does not let Java read all names. */
class NameEncodingTest {
  private static final String PROPERTY = "sun.jnu.encoding";

  private static final String REMEDY = "export LC_ALL=C.UTF-8";

  private final String before = System.getProperty(PROPERTY);

  @TempDir Path folder;

  /** As Java says under LC_ALL=C. */
  @BeforeEach
  void ascii() {
    System.setProperty(PROPERTY, "ANSI_X3.4-1968");
  }

  @AfterEach
  void asBefore() {
    System.setProperty(PROPERTY, before);
  }

  @Test
  void localFilesAreRefused() {
    Storage storage = new Storage(new Configuration());
    assertThatThrownBy(() -> storage.qualified(folder.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(folder.toString(), "ANSI_X3.4-1968 but must be UTF-8", REMEDY);
    asBefore();
    assertThatCode(() -> storage.qualified(folder.toString())).doesNotThrowAnyException();
  }

  @Test
  void argumentsThatMayHaveLostCharactersAreRefused() {
    for (String argument : List.of("K?se", "K\uFFFDse")) {
      assertThatThrownBy(() -> NameEncoding.requireRead(List.of("generate", argument)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContainingAll(argument, REMEDY);
    }
    assertThatCode(() -> NameEncoding.requireRead(List.of("train", "--set", "seed=2")))
        .doesNotThrowAnyException();
    asBefore();
    assertThatCode(() -> NameEncoding.requireRead(List.of("what?"))).doesNotThrowAnyException();
  }
}

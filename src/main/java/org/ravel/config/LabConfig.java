package org.ravel.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question about what networks can learn.
 *
 * @param path the folder of the page
 * @param title the question's name; null for none
 * @param question what is asked; null for nothing
 * @param samples options of sample-corpus for the data
 * @param variants what is asked more than once; empty for once
 * @param variant which of them this configuration is for; null for none
 * @param form of the question
 * @param quick settings of the quick form, each as {@code key=value}
 * @param inspect options of inspect-dynamics; null where no network is looked at
 * @param pictures parts of its page by name
 * @param rows files with questions; empty where this configuration is the question
 */
public record LabConfig(
    String path,
    String title,
    String question,
    SamplesConfig samples,
    List<String> variants,
    String variant,
    Form form,
    List<String> quick,
    String inspect,
    List<String> pictures,
    List<String> rows) {

  public LabConfig {
    Require.path("lab.path", path);
    Require.present("lab.samples", samples);
    Require.present("lab.form", form);
    variants = list("lab.variants", variants);
    quick = list("lab.quick", quick);
    pictures = list("lab.pictures", pictures);
    rows = list("lab.rows", rows);
    Require.that(
        pictures.isEmpty() || inspect != null,
        "lab.inspect",
        "not set",
        "be set where lab.pictures are, such as to \"--language anbn\"");
    for (String setting : quick) {
      Require.that(
          setting.indexOf('=') > 0,
          "lab.quick",
          setting,
          "have settings written as in \"training.epochs=2\"");
    }
  }

  /** How much is trained. */
  public enum Form {
    FULL,
    QUICK
  }

  /**
   * Options of sample-corpus.
   *
   * @param training for corpus.input; null where that is there already
   * @param validation for split.validation-input; null likewise
   * @param test for split.test-input; null likewise
   */
  public record SamplesConfig(String training, String validation, String test) {}

  /** The settings of the quick form by key; none of the full one. */
  public Map<String, String> quickSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (form == Form.QUICK) {
      for (String setting : quick) {
        int equals = setting.indexOf('=');
        settings.put(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    return settings;
  }

  private static List<String> list(String key, List<String> values) {
    Require.present(key, values);
    return List.copyOf(values);
  }
}

package org.ravel.job;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.BuildInfo;
import org.ravel.config.ConfigNames;
import org.ravel.error.ConfigurationException;
import org.ravel.language.Answers;
import org.ravel.language.Draw;
import org.ravel.language.LanguageLines;
import org.ravel.language.LanguageRecipe;
import org.ravel.language.LanguageSource;
import org.ravel.language.LanguageStrings;
import org.ravel.language.Lengths;
import org.ravel.language.PublishedStrings;
import org.ravel.pipeline.LanguageWriting;
import org.ravel.spark.Sessions;
import org.ravel.storage.Json;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import org.ravel.wording.Phrases;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code sample-corpus} writes of formal languages. */
final class LanguageOptions {
  @Mixin private LanguageChoice choice;

  @Option(
      names = "--strings",
      defaultValue = "10000",
      description = "How many strings of a language; ${DEFAULT-VALUE}.")
  private long strings;

  @Option(
      names = "--lengths",
      paramLabel = "LENGTHS",
      description = {
        "Their lengths, such as 10, 5,10,20 or 1-15, each as often as another;",
        "without it walks through the language's automaton."
      })
  private String lengths;

  @Option(
      names = "--negatives",
      paramLabel = "SHARE",
      description =
          "How many of them do not belong to the language; 0.5 with accept and both, else 0.")
  private Double negatives;

  @Option(
      names = "--near",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = {
        "How many of these differ from one of the language by one symbol, and are not",
        "any string; ${DEFAULT-VALUE}."
      })
  private double near;

  @Option(
      names = "--answers",
      paramLabel = "ANSWERS",
      defaultValue = "accept",
      completionCandidates = AnswerNames.class,
      description = {
        "What a line says beside its string, one of ${COMPLETION-CANDIDATES}: nothing,",
        "whether it belongs to the language, what may follow each symbol, or both;",
        "${DEFAULT-VALUE}."
      })
  private String answers;

  @Option(
      names = "--every",
      description = {
        "Every string of --lengths once, in order, and none drawn; with accept and both also",
        "those that do not belong to the language."
      })
  private boolean every;

  @Option(
      names = "--published",
      description = "The strings that Tomita (1982) gives of his languages, and no others.")
  private boolean published;

  /** What the help lists. */
  private static final class AnswerNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Answers.values()).map(ConfigNames::of).iterator();
    }
  }

  /** Whether a language is asked for. */
  boolean given() {
    return choice.given();
  }

  /** Names of the options that are for a language alone. */
  static List<String> own() {
    return List.of(
        "--strings", "--lengths", "--negatives", "--near", "--answers", "--every", "--published");
  }

  /**
   * Writes the strings.
   *
   * @return what can be said of them
   */
  String write(Storage storage, long seed, String folder, boolean overwrite) {
    LanguageRecipe recipe = recipe(storage, seed);
    LanguageStrings drawn = recipe.strings();
    LanguageLines lines = recipe.lines(drawn);
    if (strings < 1) {
      throw new ConfigurationException("--strings is %d but must be at least 1".formatted(strings));
    }
    long lineNumber = drawn.number().orElse(strings);
    Path target = storage.qualified(folder);
    new WriteCheck(storage).requireWholeFolder("FILE", folder);
    Staging.requireAbsent(storage, target, overwrite);
    String found = published ? published(drawn).size() + " published strings" : said(recipe, drawn);
    try (Staging staging = Staging.open(storage, target, overwrite)) {
      if (published) {
        StringBuilder text = new StringBuilder();
        published(drawn)
            .forEach(
                string -> text.append(lines.line(string.symbols(), string.member())).append('\n'));
        storage.writeText(
            new Path(staging.folder(), "published." + (hasAnswers(recipe) ? "json" : "txt")),
            text.toString());
      } else {
        try (SparkSession spark = Sessions.open("sample-corpus")) {
          new LanguageWriting(storage, recipe, lineNumber).write(spark, staging.folder());
        }
      }
      // Names that begin with "_" are no data to Spark, Hive and the like.
      storage.writeText(
          new Path(staging.folder(), "_language.json"), Json.text(facts(recipe, drawn)));
      storage.writeText(new Path(staging.folder(), "_SUCCESS"), "");
      staging.publish();
    }
    return found;
  }

  private static boolean hasAnswers(LanguageRecipe recipe) {
    return recipe.answers() != Answers.NONE;
  }

  private List<LanguageStrings.Drawn> published(LanguageStrings drawn) {
    List<LanguageStrings.Drawn> all = PublishedStrings.of(drawn.language());
    if (all.isEmpty()) {
      throw new ConfigurationException(
          "no strings of %s are published; leave --published out"
              .formatted(drawn.language().name()));
    }
    return all.stream().filter(string -> string.member() || saysWhichBelong(answer())).toList();
  }

  private LanguageRecipe recipe(Storage storage, long seed) {
    Answers answer = answer();
    double share = negatives != null ? negatives : saysWhichBelong(answer) && !published ? 0.5 : 0;
    Lengths asked = lengths == null ? null : Lengths.parse(lengths);
    if (every && published) {
      throw new ConfigurationException(
          "--published writes the strings of a paper and --every all of some lengths; give one of them");
    }
    return new LanguageRecipe(
        choice.source(storage), new Draw(seed, asked, share, near, every), answer);
  }

  private static boolean saysWhichBelong(Answers answer) {
    return answer == Answers.ACCEPT || answer == Answers.BOTH;
  }

  private Answers answer() {
    return EnumOption.parse("--answers", Answers.class, answers);
  }

  private String said(LanguageRecipe recipe, LanguageStrings drawn) {
    if (every) {
      return "all %s of %s of these lengths%s"
          .formatted(
              Phrases.count(drawn.number().orElseThrow(), "string"),
              drawn.language().name(),
              recipe.draw().negatives() > 0 ? ", those that do not belong to it too" : "");
    }
    String of = "%s of %s".formatted(Phrases.count(strings, "string"), drawn.language().name());
    if (drawn.entropy().isEmpty()) {
      return "%s, each with probability %s one that does not belong to it"
          .formatted(of, recipe.draw().negatives());
    }
    double bits = drawn.entropy().getAsDouble();
    double symbols = drawn.meanLength() + (drawn.language().ends() ? 1 : 0);
    return "%s; entropy %s%.6f bits per string, %.6f per symbol%s, perplexity %.6f"
        .formatted(
            of,
            choice.isGrammar() ? "at most " : "",
            bits,
            bits / symbols,
            drawn.language().ends() ? " with the end" : "",
            Math.pow(2, bits / symbols));
  }

  private Map<String, Object> facts(LanguageRecipe recipe, LanguageStrings drawn) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("language", drawn.language().name());
    facts.put("symbols", drawn.language().symbols());
    if (recipe.source() instanceof LanguageSource.Table table) {
      facts.put("automaton", table.text());
    }
    if (recipe.source() instanceof LanguageSource.Expression expression) {
      facts.put("regex", expression.text());
    }
    if (recipe.source() instanceof LanguageSource.Grammar rules) {
      facts.put("grammar", rules.text());
    }
    facts.put("answers", ConfigNames.of(recipe.answers()));
    facts.put("published", published);
    if (!published) {
      facts.put("every", every);
      facts.put("seed", every ? null : recipe.draw().seed());
      facts.put("strings", drawn.number().orElse(strings));
      facts.put("lengths", lengths);
      facts.put("negatives", recipe.draw().negatives());
      facts.put("near", recipe.draw().near());
      facts.put(
          "bitsPerString", drawn.entropy().isPresent() ? drawn.entropy().getAsDouble() : null);
      facts.put("meanLengthOfMembers", drawn.meanLength());
    }
    facts.put("versions", BuildInfo.versions());
    return facts;
  }
}

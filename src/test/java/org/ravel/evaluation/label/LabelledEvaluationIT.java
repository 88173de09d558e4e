package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.measure.Classes;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.Labels;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.Preparation;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** Shards of labels and of classes, measured on Spark beside plain loops over the same text. */
class LabelledEvaluationIT {
  private static final long SEED = 24;
  private static final List<String> LABELS = List.of("O", "B-x", "I-x", "B-y");

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final Map<String, String> settings = new HashMap<>();

  private record Word(String token, String label) {}

  @Test
  void labelsAreCountedOnEveryStep() throws IOException {
    List<List<Word>> training = sentences(60, 9);
    // Words from 9 on are in this split alone.
    List<List<Word>> test = sentences(50, 12);
    write("train.txt", training);
    write("test.txt", test);
    settings.put("task", "labelling");
    settings.put("corpus.format", "columns");
    settings.put("corpus.columns.input", "1");
    settings.put("corpus.columns.target", "2");
    settings.put("corpus.input", folder.resolve("train.txt").toString());
    settings.put("split.test-input", folder.resolve("test.txt").toString());
    settings.put("split.validation", "0");
    ShardSet shards = prepare("shards");
    Vocabulary words = shards.vocabulary();
    Vocabulary labels = shards.targetVocabulary();

    List<Labels> measured = new ArrayList<>();
    // Minibatches that divide the block and do not, blocks of several and of all sentences.
    for (int[] sizes : new int[][] {{4, 8}, {7, 20}, {64, 1000}}) {
      measured.add(
          (Labels)
              evaluator(sizes[0], sizes[1])
                  .evaluate(new AnswersByToken(labels.size(), false), shards, Split.TEST, shards)
                  .measures());
    }

    long right = 0;
    long steps = 0;
    long unseen = 0;
    long wholeSentences = 0;
    for (List<Word> sentence : test) {
      long rightHere = 0;
      for (Word word : sentence) {
        int answer = words.id(word.token()) % labels.size();
        rightHere += answer == labels.id(word.label()) ? 1 : 0;
        unseen += words.id(word.token()) == words.unknown() ? 1 : 0;
      }
      steps += sentence.size();
      right += rightHere;
      wholeSentences += rightHere == sentence.size() ? 1 : 0;
    }
    Map<String, Map<String, Long>> counts =
        training.stream()
            .flatMap(List::stream)
            .collect(
                Collectors.groupingBy(
                    Word::token, Collectors.groupingBy(Word::label, Collectors.counting())));
    long byWord =
        test.stream()
            .flatMap(List::stream)
            .filter(
                word ->
                    word.label()
                        .equals(mostFrequent(counts.getOrDefault(word.token(), Map.of()), labels)))
            .count();
    for (Labels found : measured) {
      assertThat(found.baselines())
          .extracting(LabelMeasures.Baseline::name, LabelMeasures.Baseline::right)
          .contains(tuple(WordLabels.NAME, byWord));
      assertThat(found.baselines()).isEqualTo(measured.get(0).baselines());
      assertThat(found.targets()).as("seed %d", SEED).isEqualTo(steps);
      assertThat(found.right()).isEqualTo(right).isPositive();
      assertThat(found.sequences()).isEqualTo(test.size());
      assertThat(found.sequencesRight()).isEqualTo(wholeSentences);
      assertThat(found.unseen()).isEqualTo(unseen).isPositive();
      assertThat(found.loss()).isCloseTo(loss(right, steps, labels.size()), within(1e-12));
      assertThat(found.spans().gold()).isPositive();
      assertThat(found.spansByType()).isEqualTo(measured.get(0).spansByType());
    }
    unseenWordsAreToldBySpellingWhereTheVocabularyIsCut(training, test);
    assertThatThrownBy(
            () ->
                evaluator(4, 8).evaluate(new AnswersByToken(9, false), shards, Split.TEST, shards))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("predicts 9 labels but the vocabulary of the shards has 4");

    // Ids of other words say nothing of what training has.
    settings.put("corpus.input", folder.resolve("test.txt").toString());
    settings.remove("split.test-input");
    settings.put("split.test", "0");
    ShardSet others = prepare("others");
    assertThatThrownBy(
            () ->
                evaluator(4, 8)
                    .evaluate(new AnswersByToken(labels.size(), false), shards, Split.TEST, others))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(others.manifest().vocabularyDigest())
        .hasMessageContaining("set shards.path to shards of the same vocabulary");
  }

  private void unseenWordsAreToldBySpellingWhereTheVocabularyIsCut(
      List<List<Word>> training, List<List<Word>> test) {
    Set<String> seen =
        training.stream().flatMap(List::stream).map(Word::token).collect(Collectors.toSet());
    long unseen =
        test.stream().flatMap(List::stream).filter(word -> !seen.contains(word.token())).count();
    settings.put("vocabulary.max-size", "5");
    for (boolean spelled : new boolean[] {true, false}) {
      settings.put("shards.spelling", Boolean.toString(spelled));
      ShardSet shards = prepare("cut-" + spelled);
      Vocabulary words = shards.vocabulary();
      long unknown =
          test.stream()
              .flatMap(List::stream)
              .filter(word -> words.id(word.token()) == words.unknown())
              .count();
      Labels found =
          (Labels)
              evaluator(4, 8)
                  .evaluate(
                      new AnswersByToken(shards.targetVocabulary().size(), false),
                      shards,
                      Split.TEST,
                      shards)
                  .measures();

      assertThat(unknown).as("seed %d", SEED).isGreaterThan(unseen);
      assertThat(found.unseen()).isEqualTo(spelled ? unseen : unknown);
      assertThat(found.cut()).isEqualTo(!spelled);
      assertThat(
              found.worst().stream()
                  .flatMap(worst -> worst.tokens().stream())
                  .anyMatch(Vocabulary.UNKNOWN::equals))
          .isEqualTo(!spelled);
    }
    settings.remove("vocabulary.max-size");
    settings.remove("shards.spelling");
  }

  @Test
  void classesAreCountedOncePerSequence() throws IOException {
    List<String> texts = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      texts.add(sentence(9).stream().map(Word::token).collect(Collectors.joining(" ")));
      classes.add("c" + random.nextInt(3));
      rows.append("{\"text\":\"%s\",\"label\":\"%s\"}\n".formatted(texts.get(i), classes.get(i)));
    }
    Files.writeString(folder.resolve("rows.jsonl"), rows);
    settings.put("task", "classification");
    settings.put("corpus.format", "json");
    settings.put("corpus.columns.input", "text");
    settings.put("corpus.columns.target", "label");
    settings.put("corpus.input", folder.resolve("rows.jsonl").toString());
    settings.put("split.validation", "0");
    settings.put("split.test", "0");
    settings.put("corpus.tokenizer", "whitespace");
    ShardSet shards = prepare("shards");
    Vocabulary words = shards.vocabulary();
    Vocabulary labels = shards.targetVocabulary();

    Classes found =
        (Classes)
            evaluator(7, 20)
                .evaluate(new AnswersByToken(labels.size(), true), shards, Split.TRAIN, shards)
                .measures();

    long right = 0;
    for (int i = 0; i < texts.size(); i++) {
      int sum = 0;
      for (String token : texts.get(i).split(" ", -1)) {
        sum += words.id(token);
      }
      right += sum % labels.size() == labels.id(classes.get(i)) ? 1 : 0;
    }
    assertThat(found.targets()).as("seed %d", SEED).isEqualTo(texts.size());
    assertThat(found.right()).isEqualTo(right).isPositive();
    assertThat(found.loss()).isCloseTo(loss(right, texts.size(), labels.size()), within(1e-12));
    // Unseen words are no measure of classes: none are looked for.
    assertThat(TrainingFacts.of(spark(), shards, shards, Split.TRAIN).words()).isNull();
    assertThat(found.baselines())
        .extracting(LabelMeasures.Baseline::name, LabelMeasures.Baseline::right)
        .containsExactly(
            tuple(
                MostFrequentLabel.NAME,
                classes.stream().filter(found.mostFrequent()::equals).count()),
            tuple("naive Bayes", naiveBayes(texts, classes)));
    assertThat(found.calibrationError())
        .isCloseTo(Math.abs((double) right / texts.size() - AnswersByToken.SURE), within(1e-12));
  }

  /** How many of the texts naive Bayes has right that were counted themselves. */
  private static long naiveBayes(List<String> texts, List<String> classes) {
    List<String> words = texts.stream().flatMap(text -> Stream.of(text.split(" ", -1))).toList();
    long different = words.stream().distinct().count();
    Map<String, List<String>> byClass = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      byClass
          .computeIfAbsent(classes.get(i), absent -> new ArrayList<>())
          .addAll(List.of(texts.get(i).split(" ", -1)));
    }
    long right = 0;
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      String best =
          byClass.keySet().stream()
              .max(
                  Comparator.comparing(
                      each -> {
                        double score =
                            Math.log((double) classes.stream().filter(each::equals).count());
                        for (String word : text.split(" ", -1)) {
                          long count = byClass.get(each).stream().filter(word::equals).count();
                          score += Math.log((count + 1.0) / (byClass.get(each).size() + different));
                        }
                        return score;
                      }))
              .orElseThrow();
      right += best.equals(classes.get(i)) ? 1 : 0;
    }
    return right;
  }

  /** Labels in the order of their ids are in that of how frequent they are. */
  private static String mostFrequent(Map<String, Long> counts, Vocabulary labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(labels::token)
        .max(
            Comparator.comparing((String label) -> counts.getOrDefault(label, 0L))
                .thenComparing(label -> -labels.id(label)))
        .orElseThrow();
  }

  private static double loss(long right, long targets, int labels) {
    double sure = -Math.log(AnswersByToken.SURE);
    double wrong = -Math.log((1 - AnswersByToken.SURE) / (labels - 1));
    return (right * sure + (targets - right) * wrong) / targets;
  }

  private List<List<Word>> sentences(int number, int words) {
    return IntStream.range(0, number).mapToObj(i -> sentence(words)).toList();
  }

  private List<Word> sentence(int words) {
    return IntStream.range(0, 1 + random.nextInt(15))
        .mapToObj(
            i -> new Word("w" + random.nextInt(words), LABELS.get(random.nextInt(LABELS.size()))))
        .toList();
  }

  private void write(String file, List<List<Word>> sentences) throws IOException {
    StringBuilder text = new StringBuilder();
    for (List<Word> sentence : sentences) {
      sentence.forEach(
          word -> text.append(word.token()).append(' ').append(word.label()).append('\n'));
      text.append('\n');
    }
    Files.writeString(folder.resolve(file), text);
  }

  private ShardSet prepare(String name) {
    Storage storage = new Storage(new Configuration());
    settings.put("shards.path", folder.resolve(name).toString());
    ConfigLoader.Loaded loaded = ConfigLoader.load("test", "", settings);
    new Preparation(SparkFixture.session(), storage, loaded.values(), loaded.text(), false).run();
    return ShardSet.open(storage, folder.resolve(name).toString());
  }

  private static Evaluator evaluator(int minibatchSize, int blockSequences) {
    return new Evaluator(
        spark(), new EvaluationSettings(true, minibatchSize, blockSequences, null));
  }

  private static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
  }
}

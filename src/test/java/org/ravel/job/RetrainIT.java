package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;

/** Nights of retraining, through the argument parser, on HDFS. */
@ExtendWith(Example.Resolver.class)
class RetrainIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUNS = "/nights/registry/default/runs/";

  private final Example example;
  private final Storage storage = new Storage(new Configuration());
  private final List<String> lines;

  RetrainIT(Example example) {
    this.example = example;
    this.lines = example.text("/corpus/sentences.txt").lines().toList();
  }

  @Test
  void nightAfterNight() throws IOException {
    theFirstModelIsTheChampion();
    aBetterOneReplacesIt();
    damagedTextIsRefusedByTheGate();
    withoutNewTextNothingIsDone();
    theSameRunAgainDoesNothing();
    otherSettingsAreRefused();
    textThatSomebodyElseAddedIsNew();
    aChangedChampionIsNoticed();
    withAnotherVocabularyAPersonDecides();
    allOfItIsOnOnePage();
  }

  private void theFirstModelIsTheChampion() {
    write("night1", lines.subList(0, 80));
    Execution first = retrain("night1", 0);
    assertThat(first.err())
        .contains("stage: ingest", "training from scratch, as there is no champion")
        .contains("the run night1: version 1 is the champion: it is the first one");
    Version version = registry().versions().get(0);
    assertThat(version.parent()).isNull();
    assertThat(version.runId()).isEqualTo("night1");
    assertThat(version.metrics()).containsOnlyKeys("pinnedPerplexity", "pinnedAccuracy");
    assertThat(registry().history().get(0).note().runId()).isEqualTo("night1");
  }

  private void aBetterOneReplacesIt() throws IOException {
    write("night2", lines.subList(80, 140));
    Execution second = retrain("night2", 0);
    assertThat(second.err())
        .contains("added generation 2", "training from the champion, version 1")
        .contains("passed         perplexity on the pinned holdout: ratio below 1.0 with 95 % conf")
        .contains("version 2 is the champion: all rules of the gate that apply hold");
    Version version = registry().versions().get(1);
    assertThat(version.parent()).isEqualTo(1);
    assertThat(version.metrics())
        .containsOnlyKeys("pinnedPerplexity", "pinnedAccuracy", "newPerplexity", "newAccuracy");
    assertThat(registry().champion()).isEqualTo(OptionalInt.of(2));
    // The registry has the model, once.
    assertThat(example.listing(RUNS + "night2").keySet())
        .contains("begin.json", "ingestion.json", "comparison.json", "decision.json", "config.conf")
        .contains("report/", "training/metrics.jsonl")
        .noneMatch(file -> file.contains("parameters.bin") || file.contains("staging"));
    assertThat(read("night2/ingestion.json").path("fresh").toString()).isEqualTo("[2]");
  }

  /** Each line's letters in any order. */
  private void damagedTextIsRefusedByTheGate() throws IOException {
    write("night3", lines.subList(140, 190).stream().map(RetrainIT::shuffled).toList());
    Execution third = retrain("night3", 10);
    assertThat(third.err())
        .contains("failed         perplexity on the pinned holdout")
        .contains("version 3 is not promoted, the champion stays version 2: the gate refuses it:");
    assertThat(registry().champion()).isEqualTo(OptionalInt.of(2));
    assertThat(registry().versions()).hasSize(3);
    JsonNode verdict = read("night3/comparison.json").path("verdict");
    assertThat(verdict.path("passed").asBoolean()).isFalse();
    assertThat(verdict.path("rules")).hasSize(3);
  }

  private void withoutNewTextNothingIsDone() {
    // A line's end, which is a document of one token.
    write("night4", List.of());
    Execution fourth = retrain("night4", 11);
    assertThat(fourth.err())
        .contains("night4.txt", "nothing new yet: no split gets two tokens of the new text")
        .contains("the run night4: nothing was done")
        .doesNotContain("stage: train");
    assertThat(registry().versions()).hasSize(3);
  }

  private void theSameRunAgainDoesNothing() {
    Map<String, String> before = example.listing("/nights");
    assertThat(retrain("night2", 0).err()).contains("the run night2 is over already: version 2");
    assertThat(retrain("night3", 10).err()).contains("the run night3 is over already: version 3");
    assertThat(retrain("night4", 11).err()).contains("the run night4 is over already: nothing");
    assertThat(example.listing("/nights")).isEqualTo(before);
    assertThat(retrain("night3", 0, List.of("--zero-if-decided")).err())
        .contains("is over already");
  }

  private void otherSettingsAreRefused() {
    Execution other = retrain("night3", 2, "training.epochs=3", "seed=9", "evaluation.path=x");
    assertThat(other.error())
        .contains("night3 was begun with other settings: seed (1 → 9), training.epochs (2 → 3);")
        .contains("give another --run-id");
  }

  /** By prepare, or by a run that was killed before it wrote down what it had added. */
  private void textThatSomebodyElseAddedIsNew() throws IOException {
    write("night5", lines.subList(140, 200));
    List<String> prepare = example.arguments("prepare", "/nights", settings());
    prepare.add("--incremental");
    assertThat(Execution.of(prepare).exitCode()).isZero();
    Execution fifth = retrain("night5", 0);
    assertThat(fifth.err())
        .contains("there is nothing new", "training from the champion, version 2");
    assertThat(read("night5/ingestion.json").path("fresh").toString()).isEqualTo("[4]");
    assertThat(read("night5/ingestion.json").at("/consumed/generations").asInt()).isEqualTo(4);
    assertThat(registry().champion()).isEqualTo(OptionalInt.of(4));
  }

  /** A run that began when version 2 was the champion, and was interrupted. */
  private void aChangedChampionIsNoticed() {
    write("night6", lines.subList(0, 40).stream().map(line -> line + " Again!").toList());
    example.write(
        RUNS + "night6/begin.json",
        """
        {"format" : 1, "runId" : "night6", "started" : "2026-11-20T02:00:00Z", "user" : "ravel",
         "champion" : 2, "versions" : {}}
        """);
    Execution late = retrain("night6", 4);
    assertThat(late.error())
        .contains("was version 2 when the run night6 began and is version 4 now")
        .contains("a run with another --run-id");
    assertThat(registry().champion()).isEqualTo(OptionalInt.of(4));
  }

  private void withAnotherVocabularyAPersonDecides() throws IOException {
    write("night7", lines.subList(0, 60).stream().map(line -> line + " 0123456789").toList());
    Execution rebuilt =
        retrain("night7", 10, "prepare.drift.action=rebuild", "prepare.drift.max-divergence=0.001");
    assertThat(rebuilt.err())
        .contains("made again from all files, with a new vocabulary")
        .contains("training from scratch, as the champion, version 4, has another vocabulary")
        .contains(
            "so the two cannot be compared; look at both and decide with ravel models promote");
    assertThat(read("night7/ingestion.json").path("fresh").toString()).isEqualTo("[1]");
    assertThat(ShardSet.open(storage, example.uri("/nights/shards")).manifest().generations())
        .hasSize(1);
    assertThat(registry().champion()).isEqualTo(OptionalInt.of(4));
    assertThat(registry().versions()).hasSize(5);
    assertThat(registry().versions().get(4).parent()).isNull();
  }

  private void allOfItIsOnOnePage() throws IOException {
    Map<String, String> outcomes = new TreeMap<>();
    for (String id : List.of("night1", "night2", "night3", "night4", "night5", "night7")) {
      outcomes.put(id, read(id + "/report/report.json").path("outcome").asText());
    }
    assertThat(outcomes)
        .isEqualTo(
            Map.of(
                "night1", "PROMOTED",
                "night2", "PROMOTED",
                "night3", "NOT_PROMOTED",
                "night4", "NOTHING_NEW",
                "night5", "PROMOTED",
                "night7", "NOT_PROMOTED"));
    assertThat(read("night1/report/report.json").path("champion").isNull()).isTrue();
    JsonNode fifth = read("night5/report/report.json");
    assertThat(fifth.at("/champion/version").asInt()).isEqualTo(2);
    assertThat(fifth.at("/challenger/version").asInt()).isEqualTo(4);
    assertThat(fifth.at("/challenger/start").asText()).isEqualTo("from the champion, version 2");
    assertThat(fifth.at("/challenger/learningCurve")).isNotEmpty();
    assertThat(fifth.at("/challenger/sample").asText()).isNotEmpty();
    assertThat(fifth.at("/data/generations/3/fresh").asBoolean()).isTrue();
    assertThat(fifth.at("/data/generations/2/fresh").asBoolean()).isFalse();
    assertThat(fifth.at("/data/files").toString()).isEqualTo("[\"night4.txt\",\"night5.txt\"]");
    assertThat(fifth.at("/stages").findValuesAsText("name"))
        .containsExactly("begin", "ingest", "inspect", "train", "compare", "decide");
    assertThat(example.text(RUNS + "index.html")).contains("night1/report/report.html", "night7");
    assertThat(example.text(RUNS + "night5/report/report.html")).contains("night5.txt");
    assertThat(example.listing(RUNS).keySet())
        .noneMatch(file -> file.contains("staging") || file.contains("draft"));
  }

  @Test
  void ofTwoThatAreStartedAtOnceOneFindsTheLockTaken() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Execution>> both = new ArrayList<>();
    for (String id : List.of("a", "b")) {
      List<String> arguments = example.arguments("retrain", "/together", "training.epochs=1");
      arguments.addAll(List.of("--run-id", id));
      both.add(
          threads.submit(
              () -> {
                together.await();
                return Execution.of(arguments);
              }));
    }
    List<Execution> ended = new ArrayList<>();
    for (Future<Execution> one : both) {
      ended.add(one.get());
    }
    threads.shutdown();
    assertThat(ended).extracting(Execution::exitCode).containsExactlyInAnyOrder(0, 75);
    Execution refused = ended.get(ended.get(0).exitCode() == 75 ? 0 : 1);
    assertThat(refused.error())
        .contains("the lock " + example.uri("/together/registry/default/runs/.lock"))
        .contains("is held by ", "process %d of ".formatted(ProcessHandle.current().pid()));
  }

  /** As after a time in which the machine was frozen, and another run found the lease over. */
  @Test
  void whoLosesTheLockStops() throws Exception {
    String runs = "/lost/registry/default/runs/";
    ExecutorService thread = Executors.newSingleThreadExecutor();
    List<String> arguments =
        example.arguments(
            "retrain",
            "/lost",
            "training.epochs=500",
            "training.validation.every-rounds=1000",
            "retraining.lock.lease-minutes=0.1");
    arguments.addAll(List.of("--run-id", "old"));
    Future<Execution> run = thread.submit(() -> Execution.of(arguments));
    thread.shutdown();
    Path metrics = new Path(runs + "old/training/metrics.jsonl");
    while (!run.isDone() && !example.files().exists(metrics)) {
      Thread.sleep(10);
    }
    example.write(
        runs + ".lock/000002.json",
        """
        {"format" : 1, "owner" : "new", "host" : "elsewhere", "pid" : 7, "user" : "ravel",
         "since" : "2026-11-20T02:00:00Z", "leaseMillis" : 600000}
        """);
    Execution old = run.get();
    assertThat(old.exitCode()).as(old.err()).isEqualTo(75);
    assertThat(old.error())
        .contains("old has lost the lock", "taken over by new, process 7 of ravel on elsewhere");
    assertThat(old.err()).contains("the run old has ended in its stage train");
    assertThat(example.listing("/lost/registry/default")).doesNotContainKey("versions/");
    assertThat(example.listing(runs + ".lock")).doesNotContainKey("000001.released");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(retrain("../night", 2).error()).contains("--run-id is \"../night\" but must be");
    assertThat(retrain("index.html", 2).error()).contains("not .html at the end");
    assertThat(retrain("night", 2, List.of("--overwrite")).error())
        .contains("--overwrite is of no");
    assertThat(retrain("night", 2, "retraining.path=" + example.uri("/nights/input/runs")).error())
        .contains("retraining.path", "corpus.input");
    assertThat(retrain("night", 2, "retraining.path=" + example.uri("/nights")).error())
        .contains("retraining.path", "must not be or contain shards.path");
  }

  /** What was learned in the first night cuts the text of all nights, for all commands. */
  @Test
  void subwordsOfTheFirstNightStay() {
    example.write("/subwords/input/1.txt", String.join("\n", lines.subList(0, 60)) + "\n");
    subwords("retrain", "--run-id", "1");
    String learned = example.text("/subwords/shards/vocabulary.jsonl");
    assertThat(learned).startsWith("{\"format\":2,\"tokenizer\":\"subword\"");
    String unseen = "\u00dcb \u6f22 \ud83d\ude00!";
    example.write("/subwords/input/2.txt", (unseen + "\n").repeat(20));
    String second = subwords("retrain", "--run-id", "2").err();
    assertThat(second)
        .contains(" 0.00 % unknown", "training from the champion, version 1", "version 2 is the ");
    subwords("compact");
    assertThat(example.text("/subwords/shards/vocabulary.jsonl")).isEqualTo(learned);
    String champion = "model.path=registry://default";
    String scored = subwords("score", "--set", champion).err();
    assertThat(scored).contains("80 rows", "(0 unknown)");
    String written = subwords("generate", "--set", champion, "--prime", unseen).out();
    assertThat(written).startsWith(unseen);
    String exported = example.uri("/subwords/exported");
    subwords("models", "export", "registry://default/2", "--format", "dl4j", "--to", exported);
    assertThat(example.text("/subwords/exported/vocabulary.jsonl")).isEqualTo(learned);
  }

  private Execution subwords(String command, String... options) {
    List<String> arguments =
        example.arguments(
            command,
            "/subwords",
            "corpus.input=" + example.uri("/subwords/input"),
            "corpus.tokenizer=subword",
            "vocabulary.max-size=320",
            "training.epochs=1",
            "retraining.gate.rules=[{ holdout=pinned, metric=perplexity, ratio-below=1 }]",
            "retraining.inspection.perplexity-ratio-below=null",
            "scoring.input=" + example.uri("/subwords/input"));
    arguments.addAll(1, List.of(options));
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private void write(String name, List<String> text) {
    example.write("/nights/input/" + name + ".txt", String.join("\n", text) + "\n");
  }

  private static String shuffled(String line) {
    List<Integer> letters = line.chars().boxed().collect(Collectors.toList());
    Collections.shuffle(letters, new Random(line.length()));
    return letters.stream().map(Character::toString).collect(Collectors.joining());
  }

  private Execution retrain(String id, int code, String... settings) {
    return retrain(id, code, List.of(), settings);
  }

  private Execution retrain(String id, int code, List<String> options, String... further) {
    List<String> arguments = example.arguments("retrain", "/nights", settings(further));
    arguments.addAll(List.of("--run-id", id));
    arguments.addAll(options);
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution;
  }

  private String[] settings(String... further) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "corpus.input=" + example.uri("/nights/input"),
                "split.test=0.3",
                "shards.sequence-length=8",
                "training.updater.learning-rate=0.01",
                "retraining.train-on=new",
                "retraining.gate.resamples=400"));
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  private Registry registry() {
    return new Registry(storage, example.uri("/nights/registry"), "default");
  }

  private JsonNode read(String file) throws IOException {
    return JSON.readTree(example.bytes(RUNS + file));
  }
}

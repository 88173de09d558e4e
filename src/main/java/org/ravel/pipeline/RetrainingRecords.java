package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ravel.comparison.Comparison;
import org.ravel.config.Split;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.model.ModelStore;
import org.ravel.registry.ModelReference;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.report.RetrainingRecord;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;

/** What a run's report tells, put together from what its stages came to. */
final class RetrainingRecords {
  /** Names of source files that are listed. */
  private static final int MOST_FILES = 200;

  private final JobContext context;
  private final Registry registry;
  private final RetrainingFolder folder;
  private final Journal journal;

  RetrainingRecords(
      JobContext context, Registry registry, RetrainingFolder folder, Journal journal) {
    this.context = context;
    this.registry = registry;
    this.folder = folder;
    this.journal = journal;
  }

  RetrainingRecord record(RunHeader beginning, Ingested ingested, Decided decided) {
    Optional<Inspected> inspected = folder.read(RetrainingFolder.INSPECTION, Inspected.class);
    Optional<Compared> compared = folder.read(RetrainingFolder.COMPARISON, Compared.class);
    List<Comparison> comparisons = compared.map(Compared::comparisons).orElse(List.of());
    ShardSet shards =
        ShardSet.open(context.storage(), context.config().shards().path(), ingested.shards());
    RetrainingRecord.Model challenger =
        compared
            .map(
                all -> model(decided.version(), all.start(), all.metrics(), all.challengerSample()))
            .orElse(null);
    RetrainingRecord.Model champion =
        compared
            .filter(all -> beginning.champion() != null)
            .map(
                all ->
                    model(
                        beginning.champion(),
                        null,
                        Compared.metrics(comparisons, Comparison::champion),
                        all.championSample()))
            .orElse(null);
    boolean promoted = decided.outcome() == RetrainingRecord.Outcome.PROMOTED;
    return new RetrainingRecord(
        RetrainingRecord.FORMAT,
        decided.runId(),
        registry.folder().toString(),
        context.config().task().target(),
        beginning.started(),
        decided.decided(),
        decided.outcome(),
        decided.reason(),
        beginning.champion(),
        promoted ? decided.version() : beginning.champion(),
        champion,
        challenger,
        context.config().retraining().gate().confidence(),
        comparisons,
        compared.map(Compared::verdict).orElse(null),
        data(ingested, inspected, decided, shards.manifest()),
        stages(),
        journal.notes(),
        provenance(beginning, decided, shards),
        context.configText());
  }

  private RetrainingRecord.Model model(
      int number, String start, Map<String, Double> metrics, String sample) {
    Version version = version(number);
    String curve = new ModelStore(context.storage()).metrics(registry.folder(version));
    return new RetrainingRecord.Model(
        number,
        version.model().network(),
        start,
        metrics,
        RetrainingRecord.Point.of(MetricsFile.learningCurve(curve)),
        sample);
  }

  private Version version(int number) {
    return registry.resolve(ModelReference.of(context.config().registry().name(), number));
  }

  private static RetrainingRecord.Data data(
      Ingested ingested, Optional<Inspected> inspected, Decided decided, Manifest manifest) {
    List<RetrainingRecord.Generation> generations = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (Manifest.Generation generation : manifest.generations()) {
      int number = generation.number();
      boolean fresh = ingested.fresh().contains(number);
      Optional<TextReading> reading =
          inspected.stream()
              .flatMap(all -> all.readings().stream())
              .filter(each -> each.generation() == number)
              .findFirst();
      generations.add(generation(generation, fresh, decided.withheld().contains(number), reading));
      if (fresh) {
        manifest.sourcesOf(generation).stream()
            .limit(Math.max(0, MOST_FILES - files.size()))
            .forEach(source -> files.add(source.name()));
      }
    }
    List<String> remarks = new ArrayList<>(ingested.remarks());
    inspected.ifPresent(all -> remarks.addAll(all.remarks()));
    return new RetrainingRecord.Data(generations, files, remarks);
  }

  private static RetrainingRecord.Generation generation(
      Manifest.Generation generation,
      boolean fresh,
      boolean withheld,
      Optional<TextReading> reading) {
    Map<String, Long> targets = new LinkedHashMap<>();
    new TreeMap<Split, Manifest.Amount>(generation.splits())
        .forEach((split, amount) -> targets.put(split.key(), amount.targets()));
    Optional<VocabularyDrift> drift = Optional.ofNullable(generation.drift());
    return new RetrainingRecord.Generation(
        generation.number(),
        fresh,
        withheld,
        generation.sources(),
        targets,
        drift.map(VocabularyDrift::unknownRate).orElse(null),
        drift.map(VocabularyDrift::countedUnknownRate).orElse(null),
        drift.map(VocabularyDrift::divergence).orElse(null),
        reading.map(TextReading::perplexity).orElse(null),
        reading.map(TextReading::ratio).orElse(null),
        reading.map(TextReading::excerpt).orElse(null));
  }

  private List<RetrainingRecord.Stage> stages() {
    return journal.seconds().entrySet().stream()
        .map(stage -> new RetrainingRecord.Stage(stage.getKey(), stage.getValue(), null))
        .toList();
  }

  private Map<String, String> provenance(RunHeader beginning, Decided decided, ShardSet shards) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("run by", beginning.user());
    facts.put("shards", "%s, version %d".formatted(shards.path(), shards.version()));
    facts.put("shards digest", shards.digest());
    if (shards.manifest().vocabularyDigest() != null) {
      facts.put("vocabulary digest", shards.manifest().vocabularyDigest());
    }
    if (beginning.champion() != null) {
      facts.put("champion's network digest", version(beginning.champion()).model().networkDigest());
    }
    if (decided.version() != null) {
      facts.put("challenger's folder", registry.folder(version(decided.version())).toString());
      facts.put("challenger's network digest", version(decided.version()).model().networkDigest());
    }
    beginning.versions().forEach((name, version) -> facts.put("version of " + name, version));
    return facts;
  }
}

package org.ravel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.mixture.MixtureModel;
import org.ravel.network.NetworkSnapshot;
import org.ravel.series.KnownSeries;
import org.ravel.series.SeriesTable;
import org.ravel.storage.Json;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * Models on storage: a folder with {@code specification.json} and {@code parameters.bin}, which are
 * the network, where it reads tokens {@code vocabulary.jsonl}, where it reads the characters of
 * words {@code characters.jsonl}, where it predicts labels {@code labels.jsonl}, where it writes
 * text {@code target-vocabulary.jsonl}, where it forecasts series {@code series.jsonl}, {@code
 * model.json} and {@code config.conf}, published all at once. Models up to format 2 have the
 * network in a {@code network.zip}, models of n-grams have no network but {@code ngrams.bin},
 * linear models {@code linear.bin}, hidden Markov models {@code hidden-markov.bin}, and mixtures
 * {@code mixture.json} and a folder for each of their models.
 */
public final class ModelStore {
  /** The file that describes a model, in its folder. */
  public static final String DESCRIPTION = "model.json";

  private static final String VOCABULARY = "vocabulary.jsonl";
  private static final String CHARACTERS = "characters.jsonl";
  private static final String LABELS = "labels.jsonl";
  private static final String TARGETS = "target-vocabulary.jsonl";
  private static final String CONFIGURATION = "config.conf";
  private static final String METRICS = "metrics.jsonl";

  /** What a model's folder may hold; which of these are there depends on its format. */
  private static final List<String> FILES =
      Stream.concat(
              PredictorFiles.NAMES.stream(),
              Stream.of(
                  VOCABULARY,
                  CHARACTERS,
                  LABELS,
                  TARGETS,
                  SeriesTable.FILE,
                  DESCRIPTION,
                  CONFIGURATION,
                  METRICS))
          .toList();

  /** Bytes of the largest description or configuration that is read. */
  static final int MAX_TEXT = 1 << 20;

  private final Storage storage;

  public ModelStore(Storage storage) {
    this.storage = storage;
  }

  /** Whether a model's folder may hold a file of this name, or of this place in folders in it. */
  public static boolean isFile(String name) {
    int end = name.indexOf('/');
    return end < 0
        ? FILES.contains(name)
        : MixtureFile.isFolder(name.substring(0, end)) && isFile(name.substring(end + 1));
  }

  /** The files of a model by their places in its folder, those of a mixture's models included. */
  public List<String> files(Path folder) {
    List<String> files = new ArrayList<>();
    for (String name : FILES) {
      if (storage.exists(new Path(folder, name))) {
        files.add(name);
      }
    }
    for (int part = 0; storage.exists(new Path(folder, MixtureFile.folder(part))); part++) {
      String inner = MixtureFile.folder(part);
      files(new Path(folder, inner)).forEach(name -> files.add(inner + "/" + name));
    }
    return files;
  }

  /** A model that was loaded, as a part of a mixture. */
  public MixtureModel.Part part(Path folder, TrainedModel model) {
    return new MixtureModel.Part(
        model.predictors(),
        folder.toString(),
        storage.sha256(new Path(folder, DESCRIPTION)),
        model.description().network(),
        model.description().parameters());
  }

  /**
   * Publishes a model atomically.
   *
   * @param overwrite whether a model that is there is replaced
   */
  public void publish(TrainedModel model, Path folder, boolean overwrite) {
    try (Staging staging = Staging.open(storage, folder, overwrite)) {
      ModelDescription description = predictors(staging.folder()).write(model);
      if (model.vocabulary() != null) {
        model.vocabulary().write(storage, new Path(staging.folder(), VOCABULARY));
      }
      if (model.characters() != null) {
        model.characters().write(storage, new Path(staging.folder(), CHARACTERS));
      }
      if (model.series() != null) {
        model.series().table().write(storage, new Path(staging.folder(), SeriesTable.FILE));
      }
      if (model.labels() != null) {
        model.labels().write(storage, new Path(staging.folder(), targetsFile(description)));
      }
      storage.writeText(new Path(staging.folder(), DESCRIPTION), Json.text(description));
      storage.writeText(new Path(staging.folder(), CONFIGURATION), model.configuration());
      staging.publish();
    }
  }

  private PredictorFiles predictors(Path folder) {
    return new PredictorFiles(storage, this, folder);
  }

  /**
   * Publishes a copy of a model that is on storage.
   *
   * @param metrics the file with the course of its training, copied beside it
   */
  public void promote(Path from, Path metrics, Path to, boolean overwrite) {
    try (Staging staging = Staging.open(storage, to, overwrite)) {
      storage.copyInto(from, staging.folder());
      storage.writeText(new Path(staging.folder(), METRICS), storage.readText(metrics));
      staging.publish();
    }
  }

  /** The course of a published model's training, one JSON object a line; empty if there is none. */
  public String metrics(Path folder) {
    Path file = new Path(folder, METRICS);
    return storage.exists(file) ? storage.readText(file) : "";
  }

  /**
   * The configuration of a model's training.
   *
   * @throws InputException if there is none
   */
  public String configuration(Path folder) {
    return storage.readText(new Path(folder, CONFIGURATION), MAX_TEXT);
  }

  /**
   * What is said of a model, which is not verified.
   *
   * @throws InputException if there is no model
   */
  public ModelDescription describe(Path folder) {
    requirePresent(folder);
    return DescriptionFile.read(storage, new Path(folder, DESCRIPTION));
  }

  /**
   * A model's vocabulary; empty where it reads real numbers or series.
   *
   * @throws InputException if it is missing or altered
   */
  public Optional<Vocabulary> vocabulary(Path folder, ModelDescription description) {
    if (!description.readsTokens()) {
      return Optional.empty();
    }
    Path file = new Path(folder, VOCABULARY);
    Vocabulary vocabulary = Vocabulary.read(storage, file);
    requireDigest(file, description.vocabularyDigest(), vocabulary.digest());
    return Optional.of(vocabulary);
  }

  /**
   * Reads a model and verifies it.
   *
   * @throws InputException if there is none, or a part of it is missing, altered or cut off
   */
  public TrainedModel load(Path folder) {
    ModelDescription description = verifyFiles(folder);
    Vocabulary vocabulary = read(folder, VOCABULARY, description.vocabularyDigest());
    Vocabulary characters = read(folder, CHARACTERS, description.charactersDigest());
    Vocabulary labels = read(folder, targetsFile(description), description.labelsDigest());
    return new TrainedModel(
        predictors(folder).read(description, vocabulary, characters, labels),
        vocabulary,
        characters,
        series(folder, description),
        labels,
        description,
        configuration(folder));
  }

  /**
   * Reads a network out of a file of Deeplearning4j's that belongs to no model.
   *
   * @param vocabularySize that it must have
   * @throws InputException if it is damaged, or has layers that are not known
   */
  public NetworkSnapshot dl4jNetwork(Path file, int vocabularySize) {
    return Dl4jFile.read(storage, file, vocabularySize);
  }

  /** A vocabulary that a model need not have: null without a digest. */
  private Vocabulary read(Path folder, String name, String digest) {
    return digest == null ? null : Vocabulary.read(storage, new Path(folder, name));
  }

  private KnownSeries series(Path folder, ModelDescription description) {
    return description.series() == null
        ? null
        : new KnownSeries(
            description.series().horizon(),
            SeriesTable.read(storage, new Path(folder, SeriesTable.FILE)));
  }

  private static String targetsFile(ModelDescription description) {
    return description.knownTask().filter(Task::writesText).isPresent() ? TARGETS : LABELS;
  }

  /**
   * Verifies that a model is whole, without reading the network.
   *
   * @throws InputException if there is none, or a part of it is missing, altered or cut off
   */
  public ModelDescription verify(Path folder) {
    ModelDescription description = verifyFiles(folder);
    predictors(folder).verifyModels(description);
    return description;
  }

  /** A mixture's models have files of their own, which are verified where they are loaded. */
  private ModelDescription verifyFiles(Path folder) {
    ModelDescription description = describe(folder);
    predictors(folder).verify(description);
    if (description.readsTokens()) {
      verify(folder, VOCABULARY, description.vocabularyDigest());
    }
    if (description.charactersDigest() != null) {
      verify(folder, CHARACTERS, description.charactersDigest());
    }
    if (description.series() != null) {
      verify(folder, SeriesTable.FILE, description.series().digest());
    }
    if (description.labelsDigest() != null) {
      verify(folder, targetsFile(description), description.labelsDigest());
    }
    storage.status(new Path(folder, CONFIGURATION));
    return description;
  }

  private void verify(Path folder, String name, String digest) {
    verify(storage, new Path(folder, name), digest);
  }

  static void verify(Storage storage, Path file, String digest) {
    requireDigest(file, digest, storage.sha256(file));
  }

  /**
   * Refuses a folder in which there is no model, whole or not.
   *
   * @throws InputException if there is none
   */
  public void requirePresent(Path folder) {
    if (!storage.exists(new Path(folder, DESCRIPTION))) {
      throw new InputException(
          "%s holds no model (no %s); run ravel train first, or set model.path"
              .formatted(folder, DESCRIPTION));
    }
  }

  static void requireDigest(Path file, String expected, String actual) {
    if (!actual.equals(expected)) {
      throw new InputException(
          "%s has SHA-256 %s but its model.json says %s: it was altered or cut off; publish the model again"
              .formatted(file, actual, expected));
    }
  }
}

package org.ravel.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.fs.Path;
import org.ravel.config.BuildInfo;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ConfigNames;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelDescription.ModelVocabularies;
import org.ravel.model.ModelDescription.TrainingCourse;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.storage.Storage;

/**
 * A language model out of a file of Deeplearning4j's, which says what its layers are, and of a
 * vocabulary, which says what its ids are. Nothing says how it was trained.
 *
 * @param network the file
 * @param vocabulary the other one
 */
public record ModelImport(Path network, Path vocabulary) {
  private static final String VOCABULARY = "vocabulary.jsonl";

  /**
   * What a place holds: such a file, or a folder with one that is no model of this project's.
   *
   * @param vocabulary null for the one beside the network
   * @return null if it holds neither
   */
  public static ModelImport of(Storage storage, Path place, String vocabulary) {
    if (!storage.exists(place) || storage.exists(new Path(place, ModelStore.DESCRIPTION))) {
      return null;
    }
    boolean isFile = !storage.status(place).isDirectory();
    Path network = isFile ? place : new Path(place, ModelExport.NETWORK);
    if (!storage.exists(network)) {
      return null;
    }
    return new ModelImport(
        network,
        vocabulary == null
            ? new Path(network.getParent(), VOCABULARY)
            : storage.qualified(vocabulary));
  }

  /**
   * Writes a model's folder.
   *
   * @throws InputException if there is no vocabulary, the file is damaged, or its layers are not
   *     known
   */
  public void writeTo(JobContext context, Path folder) {
    Storage storage = context.storage();
    if (!storage.exists(vocabulary)) {
      throw new InputException(
          "%s says nothing of what its ids mean, and there is no %s; name the vocabulary that it was trained with by --vocabulary"
              .formatted(network, vocabulary));
    }
    Vocabulary tokens = Vocabulary.read(storage, vocabulary);
    NetworkSnapshot read = new ModelStore(storage).dl4jNetwork(network, tokens.size());
    ConfigLoader.Loaded config =
        ConfigLoader.load(
            network.getName(), context.configText(), settings((Chain) read.topology(), tokens));
    ModelDescription description =
        ModelDescription.of(
            ConfigNames.of(Task.LANGUAGE_MODEL),
            config.values().model().summary(Task.LANGUAGE_MODEL),
            read.parameters().length,
            ModelVocabularies.ofText(tokens),
            null,
            new TrainingCourse(config.values().seed(), 0, 0, OptionalDouble.empty()),
            BuildInfo.versions(),
            null);
    new ModelStore(storage)
        .publish(
            new TrainedModel(read, tokens, null, null, null, description, config.text()),
            folder,
            false);
  }

  /** What the configuration of a training of this network would say. */
  private Map<String, String> settings(Chain chain, Vocabulary tokens) {
    RecurrentLayer first = ((TokenRecurrentLayer) chain.input()).recurrent();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("task", ConfigNames.of(Task.LANGUAGE_MODEL));
    settings.put("corpus.tokenizer", ConfigNames.of(tokens.tokenizer().kind()));
    settings.put("corpus.lower-case", String.valueOf(tokens.tokenizer().lowerCase()));
    settings.put("corpus.documents", ConfigNames.of(tokens.documents()));
    settings.put("model.embedding-size", String.valueOf(first.inputs()));
    settings.put("model.hidden-size", String.valueOf(first.width()));
    settings.put("model.layers", String.valueOf(1 + chain.layers().size()));
    boolean tied = chain.head() instanceof SoftmaxLayer head && head.tiedTo() != null;
    settings.put("model.tie-embeddings", String.valueOf(tied));
    switch (first.cell()) {
      case LSTM -> {
        settings.put("model.cell", "lstm");
        settings.put("model.lstm.peepholes", String.valueOf(first.peepholes()));
      }
      case GRU_RESET_BEFORE -> {
        settings.put("model.cell", "gru");
        settings.put("model.gru.reset", "before");
      }
      case GRU_RESET_AFTER -> {
        settings.put("model.cell", "gru");
        settings.put("model.gru.reset", "after");
      }
      case ELMAN_TANH -> settings.put("model.cell", "elman");
      case ELMAN_RELU ->
          throw new InputException(
              "%s has Elman layers of rectified units, but model.cell = elman has a hyperbolic tangent; use Deeplearning4j for it"
                  .formatted(network));
    }
    return settings;
  }
}

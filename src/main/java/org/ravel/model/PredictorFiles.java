package org.ravel.model;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.corpus.Vocabulary;
import org.ravel.hiddenmarkov.HiddenMarkovModel;
import org.ravel.lineargaussian.LinearGaussianModel;
import org.ravel.mixture.MixtureModel;
import org.ravel.network.PredictorSource;
import org.ravel.ngram.NGramModel;
import org.ravel.sequence.Horizon;
import org.ravel.storage.NumberFile;
import org.ravel.storage.Storage;

/**
 * The files of a model's folder that predict, whatever kind of model it is.
 *
 * @param models for those that have models of their own in the folder
 */
record PredictorFiles(Storage storage, ModelStore models, Path folder) {
  private static final String DL4J_NETWORK = "network.zip";
  private static final String NGRAMS = "ngrams.bin";
  private static final String LINEAR = "linear.bin";
  private static final String HIDDEN_MARKOV = "hidden-markov.bin";

  /** All that there may be; which of these there are depends on the model's format. */
  static final List<String> NAMES =
      List.of(
          NetworkFiles.SPECIFICATION,
          NetworkFiles.PARAMETERS,
          DL4J_NETWORK,
          NGRAMS,
          MixtureFile.NAME,
          LINEAR,
          HIDDEN_MARKOV);

  /** Writes those of a model; gives its description their digests. */
  ModelDescription write(TrainedModel model) {
    ModelDescription description = model.description();
    if (model.predictors() instanceof NGramModel ngrams) {
      storage.copy(ngrams.file(), path(NGRAMS));
      return description.ofNGrams(ngrams.digest());
    }
    if (model.predictors() instanceof MixtureModel mixture) {
      return description.ofMixture(mixture().write(mixture));
    }
    if (model.predictors() instanceof LinearGaussianModel linear) {
      return description.ofLinear(linear().write(linear));
    }
    if (model.predictors() instanceof HiddenMarkovModel hidden) {
      return description.ofHiddenMarkov(hiddenMarkov().write(hidden::write));
    }
    return network().write(model.network(), description);
  }

  /**
   * Reads them; {@link #verify} has been called.
   *
   * @param vocabulary of the model; it and the others are null where the model has none
   * @throws org.ravel.error.InputException if they do not fit what is said of the model
   */
  PredictorSource read(
      ModelDescription description,
      Vocabulary vocabulary,
      Vocabulary characters,
      Vocabulary labels) {
    if (description.isOfNGrams()) {
      return new NGramModel(storage, path(NGRAMS), description.networkDigest())
          .require(vocabulary.size());
    }
    if (description.isOfMixture()) {
      return mixture().read();
    }
    if (description.isLinear()) {
      return linear().read(description.series().horizon());
    }
    if (description.isHiddenMarkov()) {
      return readHiddenMarkov(description, vocabulary, labels);
    }
    if (isDl4j(description)) {
      return Dl4jFile.read(storage, path(DL4J_NETWORK), vocabulary.size());
    }
    return network()
        .read(
            StoredEnds.of(
                path(ModelStore.DESCRIPTION), description, vocabulary, characters, labels));
  }

  private HiddenMarkovModel readHiddenMarkov(
      ModelDescription description, Vocabulary vocabulary, Vocabulary labels) {
    if (description.series() != null) {
      Horizon horizon = description.series().horizon();
      return hiddenMarkov().read((in, name) -> HiddenMarkovModel.readSeries(in, name, horizon));
    }
    return hiddenMarkov()
        .read(HiddenMarkovModel::readIds)
        .require(vocabulary.size(), labels == null ? vocabulary.size() : labels.size());
  }

  /**
   * Verifies them without reading the model, and not the models within.
   *
   * @throws org.ravel.error.InputException if one is missing, altered or cut off
   */
  void verify(ModelDescription description) {
    if (isDl4j(description)) {
      verify(DL4J_NETWORK, description.networkDigest());
    } else if (description.isOfNGrams()) {
      verify(NGRAMS, description.networkDigest());
    } else if (description.isOfMixture()) {
      mixture().verifyWeights(description.networkDigest());
    } else if (description.isLinear()) {
      verify(LINEAR, description.networkDigest());
    } else if (description.isHiddenMarkov()) {
      verify(HIDDEN_MARKOV, description.networkDigest());
    } else {
      verify(NetworkFiles.SPECIFICATION, description.specificationDigest());
      verify(NetworkFiles.PARAMETERS, description.networkDigest());
    }
  }

  /** Verifies the models within, which have files of their own. */
  void verifyModels(ModelDescription description) {
    if (description.isOfMixture()) {
      mixture().verifyModels();
    }
  }

  private void verify(String name, String digest) {
    ModelStore.verify(storage, path(name), digest);
  }

  private static boolean isDl4j(ModelDescription description) {
    return description.format() <= ModelDescription.DL4J_FORMAT;
  }

  private MixtureFolder mixture() {
    return new MixtureFolder(storage, models, folder);
  }

  private LinearFile linear() {
    return new LinearFile(storage, path(LINEAR));
  }

  private NumberFile hiddenMarkov() {
    return new NumberFile(storage, path(HIDDEN_MARKOV));
  }

  private NetworkFiles network() {
    return new NetworkFiles(storage, folder);
  }

  private Path path(String name) {
    return new Path(folder, name);
  }
}

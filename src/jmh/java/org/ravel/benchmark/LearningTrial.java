package org.ravel.benchmark;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ravel.kernel.recurrence.Cell;

/**
 * A training of {@link LearningBenchmark}.
 *
 * @param corpus name of the text's file
 * @param tokenizer characters or words
 * @param vocabulary the most tokens of the vocabulary, for words
 * @param cell lstm, gru or elman
 * @param layers recurrent ones
 * @param hidden units of each
 * @param embedding width
 * @param dropout probability of dropping an activation between layers
 * @param minibatch sequences
 * @param length tokens of a sequence
 * @param epochs passes over the training split
 * @param learningRate of Adam, at its highest; it falls as a cosine
 * @param norm largest norm of the gradient; 0 for any
 * @param initialisation own: each draws its own parameters, as PyTorch does. Otherwise a value of
 *     {@code model.initialisation.weights}: Ravel draws them for both
 */
record LearningTrial(
    String corpus,
    String tokenizer,
    int vocabulary,
    String cell,
    int layers,
    int hidden,
    int embedding,
    double dropout,
    int minibatch,
    int length,
    int epochs,
    double learningRate,
    double norm,
    String initialisation) {
  private static final String OWN = "own";

  /** The trial that the system properties describe, with a network of its own. */
  static LearningTrial of(String corpus, String cell, int layers, double dropout) {
    String tokenizer = System.getProperty("tokenizer", "characters");
    boolean words =
        switch (tokenizer) {
          case "characters" -> false;
          case "words" -> true;
          default ->
              throw new IllegalArgumentException(
                  "tokenizer is %s but must be characters or words".formatted(tokenizer));
        };
    int hidden = Integer.getInteger("hidden", 128);
    return new LearningTrial(
        corpus,
        tokenizer,
        words ? Integer.getInteger("vocabulary", 10_000) : 0,
        cell,
        layers,
        hidden,
        Integer.getInteger("embedding", words ? hidden : 64),
        dropout,
        Integer.getInteger("minibatch", words ? 20 : 16),
        Integer.getInteger("length", words ? 35 : 64),
        Integer.getInteger("epochs", 2),
        Double.parseDouble(System.getProperty("rate", "0.003")),
        Double.parseDouble(System.getProperty("norm", "1")),
        System.getProperty("initialisation", OWN));
  }

  /** Whether PyTorch starts from Ravel's parameters. */
  boolean isShared() {
    return !initialisation.equals(OWN);
  }

  /** What the kernels call the cell. */
  static Cell kernel(String cell) {
    return switch (cell) {
      case "lstm" -> Cell.LSTM;
      case "gru" -> Cell.GRU_RESET_AFTER;
      case "elman" -> Cell.ELMAN_TANH;
      default ->
          throw new IllegalArgumentException(
              "cells has %s but knows lstm, gru and elman".formatted(cell));
    };
  }

  /** The layers, in words. */
  String network() {
    return "%s %s of %d units, embedding %d"
        .formatted(
            layers == 1 ? "1 layer" : layers + " layers",
            cell.equals("elman") ? "Elman" : cell.toUpperCase(Locale.ROOT),
            hidden,
            embedding);
  }

  /** The data and the rule of the updates, in words. */
  String rule() {
    return ("%s; minibatches of %d sequences of %d; Adam from %s in a cosine to the end of epoch"
                + " %d; norm of the gradient %s; %s")
        .formatted(
            tokenizer.equals("words")
                ? "the %,d most frequent words".formatted(vocabulary)
                : tokenizer,
            minibatch,
            length,
            learningRate,
            epochs,
            norm == 0 ? "not bounded" : "at most " + norm,
            isShared()
                ? "the same initial parameters, weights " + initialisation
                : "initial parameters that each has drawn");
  }

  /** The same for PyTorch. */
  PyTorchTrainingProcess.Settings inPyTorch(long seed) {
    return new PyTorchTrainingProcess.Settings(
        cell, embedding, hidden, layers, dropout, norm, epochs, seed);
  }

  /** The same as keys of {@code reference.conf}. */
  Map<String, Object> settings(long seed) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("seed", seed);
    if (tokenizer.equals("words")) {
      settings.put("corpus.tokenizer", "word");
      settings.put("corpus.lower-case", true);
      settings.put("corpus.documents", "line");
      settings.put("vocabulary.max-size", vocabulary);
    }
    settings.put("split.validation", 0.1);
    settings.put("shards.sequence-length", length);
    settings.put("model.cell", cell);
    settings.put("model.layers", layers);
    settings.put("model.hidden-size", hidden);
    settings.put("model.embedding-size", embedding);
    settings.put("model.dropout", dropout);
    settings.put("model.initialisation.weights", isShared() ? initialisation : "uniform");
    settings.put("model.initialisation.biases", "uniform");
    settings.put("training.minibatch-size", minibatch);
    settings.put("training.epochs", epochs);
    settings.put("training.clip-norm", norm);
    settings.put("training.state-reset", 0);
    settings.put("training.updater.name", "adam");
    settings.put("training.updater.learning-rate", learningRate);
    settings.put("training.schedule.name", "cosine");
    settings.put("training.validation.patience", 0);
    settings.put("averaging.workers", 1);
    settings.put("averaging.period", 8);
    return settings;
  }
}

package org.ravel.example;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.config.CaptionsConfig;
import org.ravel.config.CorpusFormat;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.SourceFile;
import org.ravel.corpus.SourceListing;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/**
 * The files that examples are read from.
 *
 * @param all in the order of their paths
 * @param validation paths of those that are the validation split
 * @param test paths of those that are the test split
 * @param captions paths of those with captions of the images in the others
 * @param index paths of those with the names of these images
 */
public record ExampleFiles(
    List<SourceFile> all,
    Set<String> validation,
    Set<String> test,
    Set<String> captions,
    Set<String> index) {

  /**
   * Lists them.
   *
   * @throws InputException if there are none, or settings contradict each other
   */
  public static ExampleFiles list(Storage storage, RavelConfig config) {
    // Refuses an empty corpus.input, whatever the other ones name.
    List<SourceFile> unsplit = SourceListing.list(storage, "corpus.input", config.corpus().input());
    Set<String> validation =
        paths(storage, "split.validation-input", config.split().validationInput());
    Set<String> test = paths(storage, "split.test-input", config.split().testInput());
    for (String path : test) {
      if (validation.contains(path)) {
        throw new InputException(
            "%s is named by split.validation-input and by split.test-input; take it out of one of them"
                .formatted(path));
      }
    }
    CaptionsConfig apart = config.corpus().captions();
    Set<String> captions =
        config.corpus().captionsApart()
            ? paths(SourceListing.list(storage, "corpus.captions.input", apart.input()))
            : Set.of();
    Set<String> index =
        config.corpus().format() == CorpusFormat.NPY
            ? paths(SourceListing.list(storage, "corpus.captions.index", apart.index()))
            : Set.of();
    boolean alone = validation.isEmpty() && test.isEmpty() && captions.isEmpty() && index.isEmpty();
    List<SourceFile> listed = alone ? unsplit : together(storage, config);
    List<SourceFile> all =
        config.corpus().format() == CorpusFormat.PAIRS
            ? ExampleRows.pairs(listed, config.corpus()).all()
            : listed;
    requireSamePath(listed, "split.validation-input", validation);
    requireSamePath(listed, "split.test-input", test);
    ExampleFiles files = new ExampleFiles(all, validation, test, captions, index);
    if (config.corpus().format() == CorpusFormat.FOLDERS) {
      config.corpus().input().forEach(input -> files.requireClasses(storage, input));
    }
    return files;
  }

  private static List<SourceFile> together(Storage storage, RavelConfig config) {
    List<String> inputs = new ArrayList<>(config.corpus().input());
    inputs.addAll(config.split().validationInput());
    inputs.addAll(config.split().testInput());
    inputs.addAll(config.corpus().captions().input());
    inputs.addAll(config.corpus().captions().index());
    return SourceListing.list(storage, "corpus.input", inputs);
  }

  /** Of several paths to a file one is taken; it must not be for training under another name. */
  private static void requireSamePath(List<SourceFile> all, String key, Set<String> paths) {
    Set<String> known = all.stream().map(SourceFile::path).collect(Collectors.toSet());
    for (String path : paths) {
      if (!known.contains(path)) {
        throw new InputException(
            "%s names %s, which another setting names by another path, over a symbolic link or without it; name it by the same path"
                .formatted(key, path));
      }
    }
  }

  private static Set<String> paths(Storage storage, String key, List<String> inputs) {
    return inputs.isEmpty() ? Set.of() : paths(SourceListing.list(storage, key, inputs));
  }

  private static Set<String> paths(List<SourceFile> files) {
    return files.stream().map(SourceFile::path).collect(Collectors.toCollection(HashSet::new));
  }

  /** Refuses folders without a file among those of the classes. */
  private void requireClasses(Storage storage, String input) {
    Path folder = storage.qualified(input);
    if (!storage.exists(folder) || !storage.status(folder).isDirectory()) {
      return;
    }
    for (FileStatus child : storage.reading(folder, system -> system.listStatus(folder))) {
      String name = child.getPath().getName();
      boolean hidden = name.startsWith("_") || name.startsWith(".");
      String prefix = child.getPath() + "/";
      if (child.isDirectory()
          && !hidden
          && all.stream().noneMatch(file -> file.path().startsWith(prefix))) {
        throw new InputException(
            "%s is the folder of a class (corpus.format=folders), but holds no file; remove it, or put the examples of the class there"
                .formatted(child.getPath()));
      }
    }
  }

  /** Some of them, as the same splits. */
  public ExampleFiles of(List<SourceFile> some) {
    return new ExampleFiles(some, validation, test, captions, index);
  }

  /** Those with captions. */
  List<SourceFile> ofCaptions() {
    return all.stream().filter(file -> captions.contains(file.path())).toList();
  }

  /** Those with names of images. */
  List<SourceFile> ofIndex() {
    return all.stream().filter(file -> index.contains(file.path())).toList();
  }

  /** Those with examples, or with the images of captions. */
  List<SourceFile> ofExamples() {
    return all.stream()
        .filter(file -> !captions.contains(file.path()) && !index.contains(file.path()))
        .toList();
  }

  /** Files of given splits, by their path: 1 for validation, 2 for test. */
  Map<String, Integer> groups() {
    Map<String, Integer> groups = new HashMap<>();
    validation.forEach(path -> groups.put(path, 1));
    test.forEach(path -> groups.put(path, 2));
    return groups;
  }

  /** The number of each file, by its path. */
  Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    all.forEach(file -> numbers.put(file.path(), numbers.size()));
    return numbers;
  }
}

package org.ravel.config;

import java.util.List;

/**
 * The names of images, and captions that stand in files of their own.
 *
 * @param input files, directories or globs: on each line an image, a tab and a caption; none where
 *     the captions stand beside the features
 * @param image the column that names the image of each row; null where an index does, or none
 * @param index files that name the images of {@code .npy} files, one on each line
 */
public record CaptionsConfig(List<String> input, String image, List<String> index) {

  public CaptionsConfig {
    Require.present("corpus.captions.input", input);
    Require.present("corpus.captions.index", index);
    input.forEach(place -> Require.path("corpus.captions.input", place));
    index.forEach(place -> Require.path("corpus.captions.index", place));
    input = List.copyOf(input);
    index = List.copyOf(index);
  }
}

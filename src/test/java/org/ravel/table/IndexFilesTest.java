package org.ravel.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.MalformedText;
import org.ravel.corpus.SourceFile;
import org.ravel.error.InputException;
import org.ravel.sequence.Values;
import org.ravel.testing.NpyArray;

class IndexFilesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    // In the order of their paths the names of two splits would change places.
    "in/test.npy in/val.npy, index/dev.txt index/test.txt, in/val.npy has no partner",
    "in/test.npy in/val.npy, index/test.txt index/val.txt, index/test.txt index/val.txt",
    "x/dev.npy a/train.npy, a/dev.txt z/train.txt, a/dev.txt z/train.txt",
    "a.npy.gz b.npy, i/b.names i/a.lst.gz, i/a.lst.gz i/b.names",
    "a.v2.npy b.npy, b.txt a.v2.txt, a.v2.txt b.txt",
    // Folders tell files of the same name apart.
    "test/x.npy train/x.npy, i/train/x.txt i/test/x.txt, i/test/x.txt i/train/x.txt",
    "test/x.npy train/x.npy, i/x1.txt i/x2.txt, test/x.npy has no partner",
    // A pair alone needs no names.
    "features.npy, names.txt, names.txt",
    "a.npy b.npy, a.txt, b.npy has no partner among 1 file of corpus.captions.index",
    "a.npy, a.txt b.txt, b.txt has no partner among 1 array of the input",
    "a.npy a.npy.gz, a.txt b.txt, a.npy and a.npy.gz have the same name",
    "a.npy b.npy, a.txt a.lst, a.txt and a.lst have the same name",
  })
  void filesAreOfTheSameName(String arrays, String indices, String found) {
    if (found.contains("have") || found.contains("has no")) {
      assertThatThrownBy(() -> IndexFiles.of(files(arrays), files(indices)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(found);
    } else {
      assertThat(IndexFiles.of(files(arrays), files(indices))).isEqualTo(files(found));
    }
  }

  @Test
  void aMarkAtTheBeginningIsNoneOfTheFirstName() throws IOException {
    assertThat(names("\uFEFFdog.jpg\r\n Käfer.jpg \n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("dog.jpg", "Käfer.jpg");
  }

  @Test
  void namesThatAreNotUtf8AreRefused() {
    byte[] latin = "dog.jpg\nK\u00E4fer.jpg\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> names(latin))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("index.txt is not UTF-8; correct the file");
  }

  @Test
  void aFileMustEndWhereItsHeaderSays() throws IOException {
    byte[] one = NpyArray.bytes("<f4", "(2, 1)", 1, 2);
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(one);
    two.write(one);
    for (byte[] bytes : List.of(two.toByteArray(), Arrays.copyOf(one, one.length - 1))) {
      Path file = Files.write(folder.resolve("a.npy"), bytes);
      assertThatThrownBy(
              () -> NpyFiles.parts(new Configuration(), List.of(source(file)), List.of(), null))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              bytes.length > one.length
                  ? "a.npy goes on behind the 2 rows of its header; write each array to a file"
                  : "a.npy is cut off: its header says that it has 2 rows");
    }
  }

  /** Those who ask for names read no features. */
  @Test
  void aCopyOfAnImageHasItsFeatures() throws IOException, ClassNotFoundException {
    int[] asked = new int[1];
    Values features = new Values.OfReals(1, new float[] {2});
    ImageValues image =
        new ImageValues(
            "dog.jpg",
            () -> {
              asked[0]++;
              return features;
            });
    assertThat(image.get(0)).isEqualTo("dog.jpg");
    assertThat(asked[0]).isZero();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(image);
    }
    List<?> copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (List<?>) in.readObject();
    }
    assertThat(copy.get(0)).isEqualTo("dog.jpg");
    assertThat(copy.get(1)).usingRecursiveComparison().isEqualTo(features);
  }

  private List<String> names(byte[] index) throws IOException {
    Path file = Files.write(folder.resolve("index.txt"), index);
    return IndexFiles.names(
        new Configuration(),
        source(file),
        source(folder.resolve("a.npy")),
        NpyHeader.parse("a.npy", NpyArray.bytes("<f4", "(2, 1)")),
        MalformedText.FAIL);
  }

  private static SourceFile source(Path file) throws IOException {
    long bytes = Files.exists(file) ? Files.size(file) : 0;
    return new SourceFile(file.toString(), file.toUri().toString(), bytes, 0, false);
  }

  private static List<SourceFile> files(String paths) {
    return Arrays.stream(paths.split(" ", -1))
        .map(path -> new SourceFile(path, path, 1, 0, path.endsWith(".gz")))
        .toList();
  }
}

package org.ravel.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** Whatever a listing finds is read once, or refused by its name. */
class SourceListingTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, name);
  }

  /** The files' names that inputs below the folder give. */
  private List<String> names(String... inputs) {
    List<String> paths = Arrays.stream(inputs).map(input -> folder + input).toList();
    return SourceListing.list(new Storage(new Configuration()), "corpus.input", paths).stream()
        .map(found -> found.path().substring("file:".length() + folder.toString().length() + 1))
        .toList();
  }

  private void requireRefused(String input, String... parts) {
    assertThatThrownBy(() -> names(input))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("corpus.input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/*", "/{lost,a}*", "/lost", "/*/", "/l?st"})
  void aLinkThatLeadsNowhereIsRefused(String input) throws IOException {
    file("a.txt");
    Files.createSymbolicLink(folder.resolve("lost"), Path.of("gone"));
    requireRefused(input, folder + "/lost is a symbolic link to gone, where there is nothing");
  }

  @Test
  void whatAPatternDoesNotFitIsNotLookedAt() throws IOException {
    file("a.txt");
    Files.createSymbolicLink(folder.resolve("lost"), Path.of("gone"));
    assertThat(names("/*.txt")).containsExactly("a.txt");
  }

  @Test
  void linksInACircleAreRefused() throws IOException {
    file("in/a.txt");
    Path self = Files.createSymbolicLink(folder.resolve("in/self"), Path.of("self"));
    requireRefused("/in", "/in/self is a symbolic link to self, which leads back to it");
    Files.delete(self);
    Files.createSymbolicLink(folder.resolve("in/up"), Path.of("../in"));
    requireRefused("/in", "/in/up is a symbolic link to a folder that it lies in");
  }

  @Test
  void aNamedPipeIsRefused() throws IOException, InterruptedException {
    file("a.txt");
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    requireRefused("", "/pipe is no file but a named pipe");
    requireRefused("/p*", "/pipe is no file but a named pipe");
    assertThatThrownBy(
            () ->
                SourceListing.list(
                    new Storage(new Configuration()), "scoring.input", List.of("/dev/null")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/dev/null is no file but");
  }

  @Test
  void aNameInAnotherEncodingIsRefused() throws IOException, InterruptedException {
    file("a.txt");
    Process touch =
        new ProcessBuilder(
                "sh", "-c", "printf x > \"$0/$(printf 'caf\\351.txt')\"", folder.toString())
            .start();
    assertThat(touch.waitFor()).isZero();
    requireRefused("", "caf%E9.txt has a name that this Java machine cannot decode");
    requireRefused("/*", "caf%E9.txt has a name that this Java machine cannot decode");
    assertThat(names("/a*")).containsExactly("a.txt");
  }

  @Test
  void aColonIsToBeRenamed() throws IOException {
    file("a:b.txt");
    for (String input : List.of("", "/*", "/a:b.txt", "/a:*")) {
      requireRefused(input, "/a:b.txt has a colon in its name", "rename it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b.txt", "x y:z", "://x"})
  void aPathThatHadoopCannotReadIsAMistakeOfConfiguration(String path) {
    assertThatThrownBy(
            () ->
                SourceListing.list(new Storage(new Configuration()), "corpus.input", List.of(path)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(path, "rename the file");
  }

  @Test
  void aFolderThatMayNotBeReadIsNamed() throws IOException {
    file("locked/a.txt");
    assumeThat(folder.resolve("locked").toFile().setReadable(false)).isTrue();
    assumeThat(Files.isReadable(folder.resolve("locked"))).as("not root").isFalse();
    assertThatThrownBy(() -> names(""))
        .hasMessageContainingAll("Permission denied", "/locked", "ask for the permission");
  }

  @Test
  void aFileIsReadOnce() throws IOException {
    file("in/a.txt");
    file("in/b/c.txt");
    assertThat(names("/in", "/in/*.txt", "/in/a.txt", "/in/b", "/in/{a,b}*", "/in/../in"))
        .containsExactly("in/a.txt", "in/b/c.txt");
  }

  @Test
  void aFileThatLinksLeadToIsReadOnceByItsOwnName() throws IOException {
    file("in/m.txt");
    Files.createSymbolicLink(folder.resolve("in/a.txt"), Path.of("m.txt"));
    Files.createSymbolicLink(folder.resolve("in/z.txt"), Path.of("m.txt"));
    assertThat(names("/in")).containsExactly("in/m.txt");
    assertThat(names("/in/a.txt", "/in/z.txt")).containsExactly("in/a.txt");
    assertThat(names("/in/a.txt", "/in/m.txt", "/in/z.txt")).containsExactly("in/m.txt");
  }

  @Test
  void aFolderThatLinksLeadToIsReadOnce() throws IOException {
    file("data/x/a.txt");
    file("data/y/b.txt");
    Files.createSymbolicLink(folder.resolve("data/a-link"), Path.of("x"));
    Files.createSymbolicLink(folder.resolve("data/x/other"), Path.of("../y"));
    assertThat(names("/data")).containsExactly("data/x/a.txt", "data/y/b.txt");
    Files.createSymbolicLink(folder.resolve("corpus"), Path.of("data/y"));
    assertThat(names("/corpus")).containsExactly("corpus/b.txt");
    assertThat(names("/corpus", "/data/y")).containsExactly("data/y/b.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.txt", "a,b.txt", "a{b,c}.txt", "a[bc].txt", "a*b.txt", "a?b.txt", "a%20b.txt",
        "a#b.txt", "a=b.txt", "a+b.txt", "a\\b.txt", "Καλημέρα.txt", "日本語.txt", "a'b\".txt"
      })
  void namesOfAllKindsAreFound(String name) throws IOException {
    file("in/" + name);
    assertThat(names("/in")).containsExactly("in/" + name);
    assertThat(names("/in/" + name)).containsExactly("in/" + name);
    assertThat(names("/in/*.txt")).containsExactly("in/" + name);
  }

  @Test
  void hiddenNamesAreReadIfTheyAreNamed() throws IOException {
    file("in/a.txt");
    file("in/_b.txt");
    file("in/.c.txt");
    file("in/.d/e.txt");
    assertThat(names("/in")).containsExactly("in/a.txt");
    assertThat(names("/in/*")).containsExactly("in/a.txt");
    assertThat(names("/in/_b.txt", "/in/.c.txt", "/in/.d"))
        .containsExactly("in/.c.txt", "in/.d/e.txt", "in/_b.txt");
    requireRefused("/in/_*", "but there is nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/in/{a,b}.txt | a.txt;b.txt",
        "/in/{a.txt,sub/c.txt} | a.txt;sub/c.txt",
        "/{in,out}/[a-b].txt | a.txt;b.txt",
        "/in/[^a].txt | b.txt",
        "/in/?.txt | a.txt;b.txt",
        "/*/*/c.txt | sub/c.txt",
        "/i*/sub | sub/c.txt",
      })
  void patternsAreThoseOfHadoop(String pattern, String found) throws IOException {
    file("in/a.txt");
    file("in/b.txt");
    file("in/sub/c.txt");
    assertThat(names(pattern))
        .isEqualTo(Arrays.stream(found.split(";")).map(name -> "in/" + name).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/in/[a", "/in/{a,b", "/in/a\\", "/in/[z-a]", "/[x/a.txt"})
  void aBadPatternIsAMistakeOfConfiguration(String pattern) throws IOException {
    file("in/a.txt");
    assertThatThrownBy(() -> names(pattern))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("corpus.input", pattern, "no pattern");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.xz",
        "a.zip",
        "a.7z",
        "a.rar",
        "a.lzma",
        "a.lzo",
        "a.br",
        "a.Z",
        "a.tar",
        "a.tgz",
        "a.tar.gz",
        "a.tar.bz2",
        "a.ZIP"
      })
  void compressedFilesThatAreNotReadAreRefused(String name) throws IOException {
    file("in/" + name);
    requireRefusedCompressed("/in", name);
    requireRefusedCompressed("/in/" + name, name);
  }

  private void requireRefusedCompressed(String input, String name) {
    assertThatThrownBy(() -> names(input))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(name, "what is read is plain text, .gz and .bz2");
  }

  @Test
  void aCodecWithoutItsLibraryIsRefused() throws IOException {
    file("a.test");
    Configuration hadoop = new Configuration();
    hadoop.set("io.compression.codecs", LackingCodec.class.getName());
    assertThatThrownBy(
            () ->
                SourceListing.list(new Storage(hadoop), "corpus.input", List.of(folder.toString())))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll("a.test needs LackingCodec", "no such library", "what is read");
  }

  /** As those of Hadoop are that need native code. */
  public static final class LackingCodec extends org.apache.hadoop.io.compress.DefaultCodec {
    @Override
    public org.apache.hadoop.io.compress.Decompressor createDecompressor() {
      throw new UnsatisfiedLinkError("no such library");
    }

    /** None that another codec has left in the pool. */
    @Override
    public Class<? extends org.apache.hadoop.io.compress.Decompressor> getDecompressorType() {
      return org.apache.hadoop.io.compress.Decompressor.class;
    }

    @Override
    public String getDefaultExtension() {
      return ".test";
    }
  }

  @Test
  void bytesOfNamesAreCounted() throws IOException {
    Path path = file("in/é.txt");
    assertThat(
            SourceListing.list(
                new Storage(new Configuration()), "corpus.input", List.of(folder.toString())))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.bytes())
                  .isEqualTo("in/é.txt".getBytes(StandardCharsets.UTF_8).length)
                  .isEqualTo(Files.size(path));
              assertThat(found.name()).isEqualTo("é.txt");
            });
  }
}

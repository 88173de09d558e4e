package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ImageConfig;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.image.Picture;
import org.ravel.image.PictureFile;
import org.ravel.storage.Storage;

class ShownPicturesTest {
  @TempDir Path folder;

  private static Captioned captions(String... names) {
    List<Captioned.Caption> captions = new ArrayList<>();
    for (String name : names) {
      captions.add(
          new Captioned.Caption(captions.size(), name, List.of("a dog"), "a dog", 1, null));
    }
    return new Captioned(
        1,
        1,
        0,
        1,
        new Captioned.Written(
            1,
            new Captioned.Scores(List.of(1.0, 1.0, 1.0, 1.0), 1),
            1,
            1,
            List.of(),
            captions,
            captions));
  }

  private static ImageConfig fit(ImageConfig.Fit fit) {
    return new ImageConfig(
        224,
        224,
        fit,
        256,
        ImageConfig.Channels.RGB,
        1,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0));
  }

  private void write(String name, int width, int height) throws IOException {
    byte[] grey = new Picture(width, height, new byte[3 * width * height]).jpeg(0.5f);
    Path file = folder.resolve("images").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, grey);
  }

  private ShownPictures read(ImageConfig.Fit fit, String... names) {
    return ShownPictures.read(
        new Storage(new Configuration()),
        new org.apache.hadoop.fs.Path(folder.resolve("images").toUri()),
        captions(names),
        fit(fit),
        List.of(7, 7));
  }

  @Test
  void filesAreFoundByTheNamesOfImages() throws IOException {
    write("a.jpg", 100, 100);
    write("more/b.jpeg", 100, 100);
    write("00:1.jpg", 100, 100);
    ShownPictures pictures =
        read(ImageConfig.Fit.STRETCH, "a.jpg", "a", "more/b", "00:1", "missing.jpg");
    assertThat(pictures.byName()).containsOnlyKeys("a.jpg", "a", "more/b");
    // Hadoop's local file system cannot read the one with a colon.
    assertThat(pictures.missing())
        .hasSize(2)
        .last()
        .isEqualTo("there is no file of the image \"missing.jpg\"");
  }

  /** Whoever made the captions chose the names. */
  @Test
  void namesDoNotLeadOutOfTheFolder() throws IOException {
    write("a.jpg", 10, 10);
    write("../secret.jpg", 10, 10);
    String outside = folder.resolve("secret.jpg").toString();
    assertThat(Path.of(outside)).exists();
    assertThat(
            read(ImageConfig.Fit.STRETCH, "../secret.jpg", "x/../../secret", outside, "", ".")
                .byName())
        .isEmpty();
  }

  @Test
  void damagedPicturesAreTold() throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.writeString(folder.resolve("images/a.jpg"), "no picture");
    ShownPictures pictures = read(ImageConfig.Fit.STRETCH, "a.jpg");
    assertThat(pictures.byName()).isEmpty();
    assertThat(pictures.missing()).singleElement().asString().contains("neither a JPEG nor a PNG");
  }

  /** 224 of 256 pixels of the shorter side: 560 of 640. */
  @Test
  void asMuchIsShownAsTheNetworkSaw() throws IOException {
    write("wide.jpg", 1280, 640);
    Picture crop = read(ImageConfig.Fit.CROP, "wide.jpg").byName().get("wide.jpg");
    assertThat(List.of(crop.width(), crop.height())).containsExactly(224, 224);
    Picture whole = read(ImageConfig.Fit.STRETCH, "wide.jpg").byName().get("wide.jpg");
    assertThat(List.of(whole.width(), whole.height())).containsExactly(224, 112);
  }

  @Test
  void aGridIsAsConfiguredOrASquare() {
    ShownPictures pictures = ShownPictures.none(List.of(3, 4));
    assertThat(pictures.grid(12)).containsExactly(3, 4);
    assertThat(pictures.grid(49)).containsExactly(7, 7);
    assertThat(pictures.grid(10)).containsExactly(1, 10);
  }

  @Test
  void thePageShowsWhereTheModelLooked() {
    Document page = Jsoup.parse(page(ReportFixture.pictures("dog.jpg")));
    Element row = page.select("#random tr:has(.picture)").first();
    Picture picture = PictureFile.read("page", address(row.select(".picture image").attr("href")));
    assertThat(List.of(picture.width(), picture.height())).containsExactly(40, 20);
    assertThat(row.select(".look").eachText()).containsExactly("a", "dog", "<eos>");
    assertThat(row.select(".look use").eachAttr("href")).hasSize(3).containsOnly("#random-3");
    // Black and transparent on white: the second of four places has the greatest weight.
    Picture shade =
        PictureFile.read("shade", address(row.select(".look image").get(1).attr("href")));
    assertThat(List.of(shade.width(), shade.height())).containsExactly(2, 2);
    assertThat(shade.rgb()[3] & 0xff).isEqualTo(255);
    assertThat(shade.rgb()[0] & 0xff).isEqualTo(shade.rgb()[9] & 0xff).isLessThan(100);
    assertThat(shade.rgb()[6] & 0xff).isBetween(101, 200);
    assertThat(page.select("#random p").text()).contains("the brighter a place");
  }

  @Test
  void withoutAPictureOnlyTheShadesAreShown() {
    Document page = Jsoup.parse(page(ShownPictures.NONE));
    assertThat(page.select(".picture, use")).isEmpty();
    assertThat(page.select("#random .look rect")).hasSize(3);
  }

  private static String page(ShownPictures pictures) {
    Evaluation evaluation = new Evaluation("test", ReportFixture.captioned(text -> text), 2);
    return HtmlPage.of(ReportFigures.of(evaluation, ReportFixture.context()), pictures);
  }

  private static byte[] address(String address) {
    return Base64.getDecoder().decode(address.split(",", 2)[1]);
  }
}

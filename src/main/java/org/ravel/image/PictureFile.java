package org.ravel.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads pictures from files of JPEG and PNG, whatever their names are. */
public final class PictureFile {
  /** Three bytes of each lie in memory, and as many again while they are read. */
  public static final long MOST_PIXELS = 1 << 26;

  private static final int OPAQUE = 255;

  private PictureFile() {}

  /**
   * Reads a picture. Its values are those of the file: profiles of colour and what a camera says of
   * its position have no effect. White shines through where it is transparent.
   *
   * @param name of the image, for messages
   * @param file its bytes
   * @throws MalformedImageException if it is damaged or cut off, is neither JPEG nor PNG, or too
   *     large
   */
  public static Picture read(String name, byte[] file) {
    String format = format(name, file);
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(new Damage(name));
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw malformed(
            name,
            "has %,d × %,d pixels, but at most %,d are read; shrink it"
                .formatted(reader.getWidth(0), reader.getHeight(0), MOST_PIXELS),
            null);
      }
      return picture(reader.read(0));
    } catch (MalformedImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // Damaged files end in exceptions of any kind.
      throw malformed(name, explain(format, e), e);
    } finally {
      reader.dispose();
    }
  }

  private static String format(String name, byte[] file) {
    if (begins(file, 0xff, 0xd8, 0xff)) {
      return "jpeg";
    }
    if (begins(file, 0x89, 'P', 'N', 'G')) {
      return "png";
    }
    throw malformed(
        name,
        file.length == 0
            ? "is empty; restore it, or take it away"
            : "is neither a JPEG nor a PNG; convert it, or take it away",
        null);
  }

  private static boolean begins(byte[] file, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= file.length || (file[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static String explain(String format, Exception failure) {
    if (failure instanceof IIOException && "Unsupported Image Type".equals(failure.getMessage())) {
      return "is a JPEG with other colours than grey or red, green and blue, such as those of printers (CMYK); convert it";
    }
    String reason = failure.getMessage();
    return "is a damaged %s%s; restore it, or take it away"
        .formatted(format.equals("png") ? "PNG" : "JPEG", reason == null ? "" : ": " + reason);
  }

  private static MalformedImageException malformed(String name, String what, Throwable cause) {
    return new MalformedImageException("the image %s %s".formatted(name, what), cause);
  }

  /** The reader fills with grey what is missing, and warns. */
  private record Damage(String name) implements IIOReadWarningListener {

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (warning.contains("remature end")
          || warning.contains("Truncated")
          || warning.contains("bad Huffman code")) {
        throw malformed(
            name, "is a damaged JPEG: %s; restore it, or take it away".formatted(warning), null);
      }
    }
  }

  private static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[3 * width * height];
    ColorModel colours = image.getColorModel();
    if (colours instanceof IndexColorModel) {
      indexed(image, rgb);
    } else {
      samples(image.getRaster(), colours, rgb);
    }
    return new Picture(width, height, rgb);
  }

  private static void indexed(BufferedImage image, byte[] rgb) {
    int width = image.getWidth();
    int[] line = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, line, 0, width);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int value = line[x] >> (16 - 8 * c) & 0xff;
          rgb[3 * (y * width + x) + c] = onWhite(value, line[x] >>> 24);
        }
      }
    }
  }

  /** Not by {@code getRGB}, which makes grey lighter and applies profiles. */
  private static void samples(Raster raster, ColorModel colours, byte[] rgb) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    boolean grey = bands < 3;
    int alpha = colours.hasAlpha() ? bands - 1 : -1;
    int most = (1 << colours.getComponentSize(0)) - 1;
    int[] line = new int[bands * width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
      for (int x = 0; x < width; x++) {
        int opacity = alpha < 0 ? OPAQUE : line[bands * x + alpha] * OPAQUE / most;
        for (int c = 0; c < 3; c++) {
          int value = line[bands * x + (grey ? 0 : c)] * 255 / most;
          rgb[3 * (y * width + x) + c] = onWhite(value, opacity);
        }
      }
    }
  }

  private static byte onWhite(int value, int opacity) {
    return (byte) ((value * opacity + 255 * (OPAQUE - opacity) + OPAQUE / 2) / OPAQUE);
  }
}

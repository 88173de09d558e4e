package org.ravel.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture in memory.
 *
 * @param rgb red, green and blue of each pixel, row by row from the top
 */
public record Picture(int width, int height, byte[] rgb) {

  public Picture {
    if (rgb.length != 3 * width * height) {
      throw new IllegalArgumentException(
          "%d bytes are not the three of %d × %d pixels".formatted(rgb.length, width, height));
    }
  }

  /** The picture at another size, each side scaled by itself. */
  public Picture scaled(int toWidth, int toHeight) {
    return toWidth == width && toHeight == height
        ? this
        : Resampling.scaled(this, toWidth, toHeight);
  }

  /** The picture, scaled until its shorter side has so many pixels. */
  public Picture withShorterSide(int pixels) {
    // The longer side is cut off to whole pixels, as torchvision does.
    return width <= height
        ? scaled(pixels, Math.max(pixels, (int) ((long) pixels * height / width)))
        : scaled(Math.max(pixels, (int) ((long) pixels * width / height)), pixels);
  }

  /** The picture, shrunk until no side has more than so many pixels. */
  public Picture within(int pixels) {
    int longer = Math.max(width, height);
    return longer <= pixels
        ? this
        : scaled(
            Math.max(1, Math.round((float) width * pixels / longer)),
            Math.max(1, Math.round((float) height * pixels / longer)));
  }

  /** A part from the picture's middle, which has at least this size. */
  public Picture middle(int partWidth, int partHeight) {
    if (partWidth == width && partHeight == height) {
      return this;
    }
    // A half is rounded to the even number, as torchvision does.
    int left = (int) Math.rint((width - partWidth) / 2.0);
    int top = (int) Math.rint((height - partHeight) / 2.0);
    byte[] part = new byte[3 * partWidth * partHeight];
    for (int y = 0; y < partHeight; y++) {
      System.arraycopy(rgb, 3 * ((top + y) * width + left), part, 3 * y * partWidth, 3 * partWidth);
    }
    return new Picture(partWidth, partHeight, part);
  }

  /**
   * The picture as a file.
   *
   * @param quality from 0 to 1
   */
  public byte[] jpeg(float quality) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
    }
    image.setRGB(0, 0, width, height, pixels, 0, width);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture cannot be written to memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}

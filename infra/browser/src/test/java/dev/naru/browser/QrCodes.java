package dev.naru.browser;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Reads QR codes, as another device's camera would. */
final class QrCodes {
  private QrCodes() {}

  /**
   * Returns the text of a picture's code.
   *
   * @param url {@code data:image/png;base64,…}
   */
  static String read(String url) {
    try {
      byte[] png = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      int width = image.getWidth();
      int height = image.getHeight();
      int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
      RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
      return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReaderException e) {
      throw new AssertionError("Expected a QR code that can be read, but it cannot", e);
    }
  }
}

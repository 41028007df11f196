package dev.naru.ingress.page;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class PageConfiguration {

  @Bean
  Languages ingressLanguages() {
    return Languages.packaged();
  }

  @Bean
  PageSender ingressPageSender() {
    return new PageSender();
  }

  @Bean
  PageController ingressPageController(PageSender ingressPageSender, Languages ingressLanguages) {
    return new PageController(ingressPageSender, ingressLanguages);
  }
}

/** Metadata of the file as XMP: the document information once more, and what standards it keeps (ISO 19005-3, 6.6; ISO 14289-1, 5). */
import type { ReportOutline } from '../../../core/contract/reports';
import type { Internals } from './internals';

type Info = Record<'Title' | 'Subject' | 'Author' | 'Keywords' | 'Creator' | 'Producer', string> & { CreationDate: Date };

/** What is no character of XML 1.0, or cannot be seen, is a space: both places have to say the same. */
export function documentInfo(outline: ReportOutline): Info {
  const plain = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 400);
  const made = new Date(outline.at);
  made.setUTCMilliseconds(0);
  return {
    Title: plain(`${outline.title} ${outline.id}`),
    Subject: plain(outline.subject),
    Author: plain(outline.organisation ?? outline.product),
    Keywords: plain(outline.id),
    Creator: plain(outline.product),
    Producer: plain(outline.product),
    CreationDate: made,
  };
}

/** Takes the place of pdfkit's own metadata, which escapes nothing and knows no PDF/UA. */
export function writeMetadata(document: Internals, info: Info): void {
  document.endMetadata = () => {
    const stream = document.ref({ Type: 'Metadata', Subtype: 'XML' });
    stream.compress = false;
    stream.write(new TextEncoder().encode(packet(info)));
    stream.end();
    document._root.data.Metadata = stream;
  };
}

/** `pdfuaid` is no schema that PDF/A knows, so it is described in the file (ISO 19005-3, 6.6.2.3). */
function packet(info: Info): string {
  const text = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const created = info.CreationDate.toISOString().replace(/\.\d+Z$/, 'Z');
  const alternative = (value: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${text(value)}</rdf:li></rdf:Alt>`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>${alternative(info.Title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${text(info.Author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description>${alternative(info.Subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${created}</xmp:CreateDate>
<xmp:CreatorTool>${text(info.Creator)}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${text(info.Producer)}</pdf:Producer>
<pdf:Keywords>${text(info.Keywords)}</pdf:Keywords>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
}

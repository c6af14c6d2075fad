// Prints what the subworkflow gives for maps with more than an id.

include { VCF_ANNOTATE_DSDSCORE } from '../subworkflows/nf-core/vcf_annotate_dsdscore/main'

workflow {
    def vcf = file("${params.data}/patients.vcf.gz", checkIfExists: true)
    def index = file("${params.data}/patients.vcf.gz.tbi", checkIfExists: true)
    ch_vcf = channel.of(
        [[id: 'parts', sex: 'F', depth: 30], vcf, index],
        [[id: 'whole', family: [id: 'f1']], vcf, []],
    )
    ch_bundle = channel.value([[id: 'published'], file("${params.data}/published.dsd", checkIfExists: true)])

    VCF_ANNOTATE_DSDSCORE(ch_vcf, ch_bundle, [], [], 500000000)

    VCF_ANNOTATE_DSDSCORE.out.vcf.view { meta, scored -> "vcf ${meta} ${scored.name}" }
    VCF_ANNOTATE_DSDSCORE.out.index.view { meta, made -> "index ${meta} ${made.name}" }
    channel.topic('versions').unique().view { process, tool, version -> "version ${process} ${tool} ${version}" }
}

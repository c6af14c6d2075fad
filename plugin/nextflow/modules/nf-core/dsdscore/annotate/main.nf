process DSDSCORE_ANNOTATE {
    tag "${meta.id}"
    label 'process_low'

    conda "${moduleDir}/environment.yml"
    container "dsdscore:0.1.0"

    input:
    tuple val(meta), path(input), path(index), path(regions)
    tuple val(meta2), path(bundle)
    path models
    path genes

    output:
    tuple val(meta), path("${prefix}.${extension}"), emit: vcf
    tuple val(meta), path("${prefix}.${extension}.{tbi,csi}"), emit: index, optional: true
    tuple val("${task.process}"), val('dsdscore'), eval('dsdscore --version | sed "s/^dsdscore //"'), topic: versions, emit: versions_dsdscore

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}_dsdscore"
    def type = outputType(args)
    extension = fileExtension(type)
    def type_option = args =~ /(^|\s)(-O|--output-type)/ ? '' : "--output-type ${type}"
    def index_option = type in ['v', 'u'] || args =~ /(^|\s)(-W|--write-index)/ ? '' : "--write-index=${type == 'b' ? 'csi' : 'tbi'}"
    // The command line of a part is not that of the whole, which gets the header of the first.
    def regions_option = regions ? "--regions-file ${regions} --regions-overlap pos --no-version" : ''
    def models_option = models ? [models].flatten().collect { model -> "--model ${model}" }.join(' ') : ''
    def network_option = !models || args.contains('--network-threads') ? '' : "--network-threads ${task.cpus}"
    def genes_option = genes ? "--genes ${genes}" : ''
    if (regions && !index) {
        error("DSDSCORE_ANNOTATE: ${meta.id}: regions are found by an index, and ${input} comes without one: give its .tbi or .csi, or no regions")
    }
    if ("${input}" == "${prefix}.${extension}") {
        error("DSDSCORE_ANNOTATE: ${meta.id}: input and output are both called ${input}: set ext.prefix")
    }
    """
    dsdscore annotate \\
        --bundle ${bundle} \\
        ${[models_option, network_option, genes_option, regions_option].findAll().join(' ')} \\
        ${[type_option, index_option, args].findAll().join(' ')} \\
        --threads ${task.cpus - 1} \\
        --output ${prefix}.${extension} \\
        ${input}
    """

    stub:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}_dsdscore"
    def type = outputType(args)
    extension = fileExtension(type)
    def index_extension = args =~ /(-W|--write-index)=csi/ || type == 'b' ? 'csi' : 'tbi'
    """
    ${type == 'z' ? 'echo "" | gzip >' : 'touch'} ${prefix}.${extension}
    ${type in ['z', 'b'] ? "touch ${prefix}.${extension}.${index_extension}" : ''}
    """
}

// v, z, u or b: what ext.args asks for, else z.
def outputType(args) {
    def option = args =~ /(?:^|\s)(?:-O|--output-type)[ =]?([vzub])/
    return option.find() ? option.group(1) : 'z'
}

def fileExtension(type) {
    return [v: 'vcf', z: 'vcf.gz', u: 'bcf', b: 'bcf'][type]
}

using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkPhysicalDeviceVulkan13Features</c>.</summary>
public unsafe struct PhysicalDeviceVulkan13Features
{
    public StructureType SType;
    public void* PNext;
    public Bool32 RobustImageAccess;
    public Bool32 InlineUniformBlock;
    public Bool32 DescriptorBindingInlineUniformBlockUpdateAfterBind;
    public Bool32 PipelineCreationCacheControl;
    public Bool32 PrivateData;
    public Bool32 ShaderDemoteToHelperInvocation;
    public Bool32 ShaderTerminateInvocation;
    public Bool32 SubgroupSizeControl;
    public Bool32 ComputeFullSubgroups;
    public Bool32 Synchronization2;
    public Bool32 TextureCompressionAstc_Hdr;
    public Bool32 ShaderZeroInitializeWorkgroupMemory;
    public Bool32 DynamicRendering;
    public Bool32 ShaderIntegerDotProduct;
    public Bool32 Maintenance4;

    public PhysicalDeviceVulkan13Features(
        StructureType? sType = StructureType.PhysicalDeviceVulkan13Features,
        void* pNext = null,
        Bool32? robustImageAccess = null,
        Bool32? inlineUniformBlock = null,
        Bool32? descriptorBindingInlineUniformBlockUpdateAfterBind = null,
        Bool32? pipelineCreationCacheControl = null,
        Bool32? privateData = null,
        Bool32? shaderDemoteToHelperInvocation = null,
        Bool32? shaderTerminateInvocation = null,
        Bool32? subgroupSizeControl = null,
        Bool32? computeFullSubgroups = null,
        Bool32? synchronization2 = null,
        Bool32? textureCompressionAstc_Hdr = null,
        Bool32? shaderZeroInitializeWorkgroupMemory = null,
        Bool32? dynamicRendering = null,
        Bool32? shaderIntegerDotProduct = null,
        Bool32? maintenance4 = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        RobustImageAccess = robustImageAccess.GetValueOrDefault();
        InlineUniformBlock = inlineUniformBlock.GetValueOrDefault();
        DescriptorBindingInlineUniformBlockUpdateAfterBind = descriptorBindingInlineUniformBlockUpdateAfterBind.GetValueOrDefault();
        PipelineCreationCacheControl = pipelineCreationCacheControl.GetValueOrDefault();
        PrivateData = privateData.GetValueOrDefault();
        ShaderDemoteToHelperInvocation = shaderDemoteToHelperInvocation.GetValueOrDefault();
        ShaderTerminateInvocation = shaderTerminateInvocation.GetValueOrDefault();
        SubgroupSizeControl = subgroupSizeControl.GetValueOrDefault();
        ComputeFullSubgroups = computeFullSubgroups.GetValueOrDefault();
        Synchronization2 = synchronization2.GetValueOrDefault();
        TextureCompressionAstc_Hdr = textureCompressionAstc_Hdr.GetValueOrDefault();
        ShaderZeroInitializeWorkgroupMemory = shaderZeroInitializeWorkgroupMemory.GetValueOrDefault();
        DynamicRendering = dynamicRendering.GetValueOrDefault();
        ShaderIntegerDotProduct = shaderIntegerDotProduct.GetValueOrDefault();
        Maintenance4 = maintenance4.GetValueOrDefault();
    }
}
